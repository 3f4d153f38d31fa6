import { expect } from 'vitest';
import { underAttack } from '../support/attack.js';
import { logInManager } from '../support/logInManager.js';
import { chunksOf, requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { untilReceived } from '../support/untilReceived.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

const MB = 1_024 * 1_024;
const LimitBytes = 64 * 1_024;
/** Maximum number of concurrent requests to Discord. */
const MaxAtOnce = 16;
const Forms = 250;
const Logins = 300;

const manager = await logInManager(target);

type Lines = readonly (readonly [name: string, value: string])[];

/** Start of a form as its own page sends it. */
function formHead({ community, world }: Target, visitor: Visitor, more: Lines): Buffer {
	return requestBytes({
		line: `POST /dashboard/${community.guild.id}/settings/chatroom HTTP/1.1`,
		headers: [
			['Cookie', visitor.cookies],
			['Origin', world.url],
			['Content-Type', 'application/x-www-form-urlencoded'],
			...more
		]
	});
}

const people: Record<string, (target: Target) => Visitor> = {
	'a person who is logged in': () => manager,
	'a person who is not': ({ world }) => new Visitor(world)
};

for (const [name, who] of Object.entries(people)) {
	const refused = name.endsWith('not') ? 401 : 413;
	attack({
		name: `a form of 48 MB with a declared length, by ${name}`,
		how: (target) =>
			target.send(
				Buffer.concat([formHead(target, who(target), [['Content-Length', String(48 * MB)]]), Buffer.alloc(MB)])
			),
		answer: refused
	});

	attack({
		name:
			`an endless form on 20 connections, by ${name}: ` +
			'each is answered and closed, and meanwhile a webhook is answered',
		async how(target) {
			const endless = async () => {
				const connection = await target.connect();
				connection.write(formHead(target, who(target), [['Transfer-Encoding', 'chunked']]));
				await connection.flood(chunksOf(Buffer.alloc(16 * 1_024), 16 * 1_024));
				await connection.closed;
				return (await connection.answers(1))[0]?.status;
			};
			const all = Array.from({ length: 20 }, endless);
			const genuine = await target.hears('during the forms');
			return { answered: new Set(await Promise.all(all)), genuine: genuine.status };
		},
		answer({ answered, genuine }) {
			// A client that still sends when the connection closes may miss the answer.
			expect([...answered].filter((status) => status !== refused && status !== undefined)).toEqual([]);
			expect(genuine).toBe(200);
		},
		stores: { events: 1, deliveries: 1 },
		announces: ['during the forms']
	});
}

for (const [name, body] of Object.entries({
	'with 8,000 fields': Array.from({ length: 8_000 }, (_, index) => `k${index}=`).join('&'),
	'with one field 4,000 times': 'chatroom_id=&'.repeat(4_000),
	'with __proto__ and constructor as fields': '__proto__=x&__proto__[y]=z&constructor=x&constructor.prototype.y=z',
	'that cannot be decoded': `chatroom_id=${'%'.repeat(20_000)}&%zz=%`,
	'of invalid UTF-8': Buffer.alloc(60_000, 0xff),
	'without content': ''
})) {
	attack({
		name: `a form ${name}, without and with the right token: it is refused, or its values are rejected`,
		async how(target) {
			const path = `${target.community.guild.id}/settings/chatroom`;
			const token = Buffer.from(`&token=${await manager.token(path)}&chatroom_id=none`);
			const bodies = [Buffer.from(body), Buffer.concat([Buffer.from(body), token])];
			const send = (bytes: Buffer) =>
				target.send(Buffer.concat([formHead(target, manager, [['Content-Length', String(bytes.length)]]), bytes]));
			return (await Promise.all(bodies.map(send))).flat();
		},
		answer([without, withToken]) {
			expect(without?.status).toBe(403);
			expect(withToken?.status).toBe(303);
			expect(Reflect.get({}, 'y')).toBeUndefined();
		},
		stores: { usedForms: 1 },
		async after({ community, world }) {
			const [row] = await world.place.query(
				`SELECT value FROM bot_settings WHERE key = 'kick_chatroom_id' AND discord_server_id = ${community.guild.id}`
			);
			expect(row?.value).toBe(String(community.streamer.chatroomId));
		}
	});
}

attack({
	name: 'a form that is one byte too long',
	how: (target) =>
		target.send(
			Buffer.concat([
				formHead(target, manager, [['Content-Length', String(LimitBytes + 1)]]),
				Buffer.alloc(LimitBytes + 1, 'x')
			])
		),
	answer: 413
});

attack({
	name: `${Forms} forms at once by one login: forms that arrive during a request to Discord share the next one`,
	async how(target) {
		const { community, world } = target;
		let asked = 0;
		const allAreHere = untilReceived(target, Forms, /settings\/chatroom$/);
		const restore = world.discord.intercept(async ({ route }) => {
			if (route !== '/users/@me/guilds') return undefined;
			asked += 1;
			await allAreHere;
			return undefined;
		});
		const send = () => manager.post(`${community.guild.id}/settings/chatroom`, { token: 'none' });
		const answers = await Promise.all(Array.from({ length: Forms }, send));
		restore();
		return { statuses: [...new Set(answers.map(({ status }) => status))], asked };
	},
	answer({ statuses, asked }) {
		expect(statuses).toEqual([403]);
		expect(asked).toBeGreaterThan(0);
		// One request serves all callers that came during the one before.
		expect(asked).toBeLessThan(Forms / 10);
	}
});

attack({
	name:
		`${Logins} logins with made-up codes at once while Discord answers 429: ` +
		'the bot stops asking, and people who are logged in see their pages',
	async how(target) {
		const { community, world } = target;
		const refusals: string[] = [];
		const allAreHere = untilReceived(target, Logins, /\/callback\?/);
		const restore = world.discord.intercept(async ({ route }) => {
			if (route !== '/oauth2/token') return undefined;
			refusals.push(route);
			await allAreHere;
			return { status: 429, body: { message: 'Slow down', retry_after: 30, global: false } };
		});
		const attempt = async () => {
			const visitor = new Visitor(world);
			const redirect = await visitor.get('login');
			for (const cookie of redirect.headers.getSetCookie()) visitor.plant(cookie);
			const state = new URL(redirect.headers.get('location') ?? '').searchParams.get('state');
			return (await visitor.get(`callback?code=x&state=${state}`)).status;
		};
		const statuses = await Promise.all(Array.from({ length: Logins }, attempt));
		const page = await manager.get(`${community.guild.id}/settings`);
		restore();
		return { statuses: [...new Set(statuses)], refusals: refusals.length, page: page.status };
	},
	answer({ statuses, refusals, page }) {
		expect([...statuses, page]).toEqual([503, 200]);
		expect(refusals).toBeGreaterThan(0);
		expect(refusals).toBeLessThanOrEqual(MaxAtOnce);
	}
});
