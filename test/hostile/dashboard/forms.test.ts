import { beforeAll, expect, vi } from 'vitest';
import { underAttack } from '../support/attack.js';
import { type DashboardAddress, dashboardAddresses, isForm, needsToken } from '../support/dashboardRoutes.js';
import { expectNoEffect } from '../support/expectNoEffect.js';
import { logInManager } from '../support/logInManager.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import type { RawAnswer } from '../support/readAnswers.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

const HourMs = 60 * 60_000;
const FormType = 'application/x-www-form-urlencoded';

const victim = await logInManager(target);
let forms: DashboardAddress[];
beforeAll(async () => {
	const { community, world } = target;
	const eventId = await makeDeadLetter(target);
	forms = dashboardAddresses(world, { guildId: community.guild.id, eventId }).filter(isForm);
	expect(forms.length).toBeGreaterThan(10);
});

type Lines = readonly (readonly [name: string, value: string])[];

interface Sending {
	method?: string;
	/** Headers. @default those of the form's own page */
	headers?: (own: string, token: string) => Lines;
	/** Token of the form. @default the right one */
	token?: (path: string) => string | Promise<string>;
	/** Content type. @default that of a form */
	type?: string | null;
	body?: (fields: URLSearchParams) => string;
	/** Query after the path. */
	search?: (token: string) => string;
	/** Forms to send. @default those with a token */
	to?: (form: DashboardAddress) => boolean;
}

const right = (own: string): Lines => [
	['Origin', own],
	['Sec-Fetch-Site', 'same-origin']
];

/** Sends every form with valid values, except for what the attack changes. */
async function sendAll(target: Target, sending: Sending): Promise<RawAnswer[]> {
	const { method = 'POST', headers = right, to = needsToken, token, type = FormType } = sending;
	const send = async ({ path }: DashboardAddress) => {
		const rightToken = await victim.token(path);
		const fields = {
			token: (await token?.(path)) ?? rightToken,
			channel: 'taken',
			// Removes the id. Another id would be refused anyway, because this one is proven.
			chatroom_id: '',
			message: 'hi',
			type: 'channel.followed'
		};
		const text = (sending.body ?? String)(new URLSearchParams(fields));
		const line = `${method} /dashboard/${path}${sending.search?.(rightToken) ?? ''} HTTP/1.1`;
		const all: Lines = [
			['Cookie', victim.cookies],
			...headers(target.world.url, rightToken),
			...(type === null ? [] : [['Content-Type', type] as const]),
			['Content-Length', String(Buffer.byteLength(text))]
		];
		return target.send(requestBytes({ line, headers: all, body: text }));
	};
	return (await expectNoEffect(target, () => Promise.all(forms.filter(to).map(send)))).flat();
}

const senders: Record<string, (own: string) => Lines> = {
	'another site': () => [
		['Origin', 'https://evil.example'],
		['Sec-Fetch-Site', 'cross-site']
	],
	'another site, in a browser without fetch metadata': () => [['Origin', 'https://evil.example']],
	'a page without an origin': () => [['Origin', 'null']],
	'a page whose origin is empty': () => [['Origin', '']],
	'a page without Origin and Referer': () => [],
	'a page that sends only a Referer': (own) => [['Referer', `${own}/dashboard`]],
	'a subdomain': (own) => [
		['Origin', own.replace('localhost', 'evil.localhost')],
		['Sec-Fetch-Site', 'same-site']
	],
	'the same host over https': (own) => [['Origin', own.replace('http:', 'https:')]],
	'the same host at another port': (own) => [['Origin', own.replace(/\d+$/, '1')]],
	'the same host without its port': (own) => [['Origin', own.replace(/:\d+$/, '')]],
	'a host that begins like the bot’s': (own) => [['Origin', `${own}.evil.example`]],
	'a host after a user name like the bot’s host': (own) => [['Origin', `${own}@evil.example`]],
	'an origin with a path': (own) => [['Origin', `${own}/`]],
	'an origin in capitals': (own) => [['Origin', own.toUpperCase()]],
	'two origins in one header': (own) => [['Origin', `${own} https://evil.example`]],
	'two origins in two headers, the right one first': (own) => [
		['Origin', own],
		['Origin', 'https://evil.example']
	],
	'two origins in two headers, the right one last': (own) => [
		['Origin', 'https://evil.example'],
		['Origin', own]
	],
	...Object.fromEntries(
		['cross-site', 'same-site', 'none', 'SAME-ORIGIN', 'same-origin, cross-site', ''].map((site) => [
			`a page with the right origin that the browser calls ${site || 'nothing'}`,
			(own: string): Lines => [
				['Origin', own],
				['Sec-Fetch-Site', site]
			]
		])
	)
};

for (const [name, headers] of Object.entries(senders)) {
	attack({
		name: `every form, with its token, by ${name}`,
		how: (target) => sendAll(target, { headers, to: isForm }),
		answer: 403
	});
}

/** Path of another server of the same person. */
const elsewhere = (path: string) => `1${path}`;

const tokens: Record<string, (target: Target) => Sending> = {
	'no token': () => ({ token: () => '' }),
	'a made-up token': () => ({ token: () => `${Date.now() + HourMs}-x.${'a'.repeat(43)}` }),
	'an altered token': () => ({ token: async (path) => `9${await victim.token(path)}` }),
	'a token of another form': () => ({ token: (path) => victim.token(`${path}/more`) }),
	'a token of another server': () => ({ token: (path) => victim.token(elsewhere(path)) }),
	'the session cookie as token': () => ({ token: () => victim.session }),
	'a token only in the address': () => ({ token: () => '', search: (token) => `?token=${token}` }),
	'a token only in a header': () => ({
		token: () => '',
		headers: (own, token) => [...right(own), ['X-CSRF-Token', token]]
	}),
	'a token of another person who also manages the server': ({ community, world }) => {
		const other = community.guild.addMember('other', { permissions: ['ManageGuild'] });
		const login = Visitor.logIn(world, other);
		return { token: async (path) => (await login).token(path) };
	},
	'a token of another session of the same person': ({ community, world }) => {
		const login = Visitor.logIn(world, community.manager);
		return { token: async (path) => (await login).token(path) };
	}
};

for (const [name, sending] of Object.entries(tokens)) {
	attack({
		name: `every form with ${name}`,
		how: (target) => sendAll(target, sending(target)),
		answer: 403,
		stores: { sessions: name.includes(' of another person') || name.includes('another session') ? 1 : 0 }
	});
}

attack({
	name: 'every form twelve hours after its page was made',
	async how(target) {
		const made = new Map(await Promise.all(forms.map(async ({ path }) => [path, await victim.token(path)] as const)));
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12 * HourMs + 1_000 });
		const answers = await sendAll(target, { token: (path) => made.get(path) ?? '' });
		vi.useRealTimers();
		return answers;
	},
	answer: 403
});

attack({
	name: 'a form sent ten times at once, and again afterwards: it is accepted once',
	async how({ community }) {
		const path = `${community.guild.id}/settings/chatroom`;
		const token = await victim.token(path);
		const send = (chatroom_id: string) => victim.post(path, { token, chatroom_id });
		const answers = await Promise.all(Array.from({ length: 10 }, () => send('')));
		return [...answers, await send('78')].map(({ status }) => status).sort();
	},
	answer: (statuses) => expect(statuses).toEqual([303, ...Array(10).fill(409)]),
	stores: { usedForms: 1, settings: -1 },
	async after({ community, world }) {
		const rows = await world.place.query(
			`SELECT value FROM bot_settings WHERE key = 'kick_chatroom_id' AND discord_server_id = ${community.guild.id}`
		);
		expect(rows).toEqual([]);
		// The next attacks need an id to remove.
		await community.manager.slash('kick sync');
	}
});

const multipart = (fields: URLSearchParams) =>
	[...fields]
		.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
		.join('');
const asJson = (fields: URLSearchParams) => JSON.stringify(Object.fromEntries(fields));

for (const [name, sending] of Object.entries<Sending>({
	'plain text, which another site could send': { type: 'text/plain' },
	'a multipart form': { type: 'multipart/form-data; boundary=x', body: (fields) => `${multipart(fields)}--x--\r\n` },
	JSON: { type: 'application/json', body: asJson },
	'JSON in plain text': { type: 'text/plain', body: asJson },
	'a body without a content type': { type: null },
	'a type that only begins like a form': { type: `${FormType}-or-so` },
	'two types': { type: `text/plain, ${FormType}` }
})) {
	attack({
		name: `every form as ${name}`,
		how: (target) => sendAll(target, sending),
		answer: 400
	});
}

const Overrides: Lines = [
	['X-HTTP-Method-Override', 'POST'],
	['X-HTTP-Method', 'POST'],
	['X-Method-Override', 'POST']
];

for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
	attack({
		name: `the address of every form by ${method}, with valid fields and headers that override the method`,
		how: (target) =>
			sendAll(target, {
				method,
				headers: (own) => [...right(own), ...Overrides],
				search: (token) => `?${new URLSearchParams({ token, _method: 'POST', channel: 'taken', chatroom_id: '' })}`
			}),
		answer: (answers) =>
			expect(answers.map(({ status }) => status).filter((status) => status !== 405)).toEqual(
				// The confirmation page of unlinking has the same path as its form.
				method === 'GET' || method === 'HEAD' ? [200] : []
			)
	});
}
