import { createHash, createHmac } from 'node:crypto';
import { container } from '@sapphire/framework';
import { expect, vi } from 'vitest';
import { underAttack } from '../support/attack.js';
import { logInManager } from '../support/logInManager.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

const DayMs = 24 * 60 * 60_000;
const Closed = { page: 303, stream: 401, form: 401 };
const Open = { page: 200, stream: 200, form: 303 };

/** Victim who is logged in. */
const victim = await logInManager(target);

/** Finds what a cookie gives access to. The bot has made the form token for this session. */
async function tryAccess({ community, world }: Target, session: string, token = ''): Promise<typeof Closed> {
	const guild = community.guild.id;
	const visitor = Visitor.with(world, session);
	const page = await visitor.get(`${guild}/settings`);
	const stream = await visitor.get(`${guild}/chat/stream`);
	await stream.body?.cancel();
	const form = await visitor.post(`${guild}/log/test`, { token, type: 'nothing' });
	return { page: page.status, stream: stream.status, form: form.status };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const signedWith = (key: string, id: string) => `${id}.${createHmac('sha256', key).update(id).digest('base64url')}`;
const formToken = ({ community }: Target) => victim.token(`${community.guild.id}/log/test`);

for (const [name, forge] of Object.entries<(own: string, target: Target) => string | Promise<string>>({
	'made up': () => `${'a'.repeat(43)}.${'b'.repeat(43)}`,
	'with its id only': (own) => own.split('.')[0]!,
	'with its signature only': (own) => `.${own.split('.')[1]}`,
	'with another id': (own) => `x${own.slice(1)}`,
	'with a changed character': (own) => `${own.slice(0, -2)}${own.at(-2) === 'A' ? 'B' : 'A'}${own.slice(-1)}`,
	'whose signature is cut': (own) => own.slice(0, -4),
	'whose signature is longer': (own) => `${own}AAAA`,
	'with the hash of its id, which a thief of the database knows': (own) =>
		`${sha256(own.split('.')[0]!)}.${own.split('.')[1]}`,
	'signed with a guessed key': (own) => signedWith('secret', own.split('.')[0]!),
	'that is the token of a form': (_own, target) => formToken(target),
	'that is __proto__': () => '__proto__',
	'with NUL and control characters': (own) => `${own.slice(0, 20)}%00%0d%0a${own.slice(20)}`,
	'of 8,000 characters': () => 'a'.repeat(8_000),
	'that is empty': () => ''
})) {
	attack({
		name: `the cookie of a session ${name}`,
		how: async (target) => tryAccess(target, await forge(victim.session, target), await formToken(target)),
		answer: (seen) => expect(seen).toEqual(Closed)
	});
}

for (const name of ['__Host-kick_session', '__host-kick_session', 'KICK_SESSION', 'kick_sessions']) {
	attack({
		name: `a stolen session under the name ${JSON.stringify(name)}`,
		async how({ community, world }) {
			const cookie = `${name}=${victim.session}`;
			return new Visitor(world).get(`${community.guild.id}/settings`, { cookie });
		},
		answer: 303
	});
}

attack({
	name: 'a session cookie with a planted one: the first one counts, and they are not combined',
	async how({ community, world }) {
		const { session } = victim;
		const planted = `${'a'.repeat(43)}.${session.split('.')[1]}`;
		const ask = async (cookie: string) =>
			(await new Visitor(world).get(`${community.guild.id}/settings`, { cookie })).status;
		return [
			await ask(`kick_session=${planted}; kick_session=${session}`),
			await ask(`kick_session=${session}; kick_session=${planted}`),
			await ask(`kick_session=${session.split('.')[0]}; kick_session=.${session.split('.')[1]}`)
		];
	},
	answer: (statuses) => expect(statuses).toEqual([303, 200, 303])
});

attack({
	name: 'session fixation: a session of the attacker is planted before the login, which ends it and starts another',
	async how(target) {
		const { world } = target;
		const attacker = await Visitor.logIn(world, world.createCommunity().manager);
		const planted = attacker.session;
		const person = new Visitor(world);
		person.plant(`kick_session=${planted}; Path=/`);
		await person.logIn(target.community.manager);
		return { rotated: person.session !== planted, attacker: await tryAccess(target, planted) };
	},
	answer: (seen) => expect(seen).toEqual({ rotated: true, attacker: Closed }),
	stores: { sessions: 1 }
});

attack({
	name: 'session fixation: a made-up id is planted before the login, which creates another id',
	async how(target) {
		const person = new Visitor(target.world);
		const planted = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
		person.plant(`kick_session=${planted}; Path=/`);
		await person.logIn(target.community.manager);
		return { id: person.session.split('.')[0], attacker: await tryAccess(target, planted) };
	},
	answer({ id, attacker }) {
		expect(id).not.toBe('a'.repeat(43));
		expect(attacker).toEqual(Closed);
	},
	stores: { sessions: 1 }
});

attack({
	name: 'a session that was stolen before its browser logs in again: it ends, with its streams',
	async how(target) {
		const { community, world } = target;
		const person = await Visitor.logIn(world, community.manager);
		const stolen = person.session;
		const stream = await Visitor.with(world, stolen).stream(`${community.guild.id}/log/stream`);
		await person.logIn(community.manager);
		const sent = await stream.rest();
		return { sent: sent.at(-1)?.data, stolen: await tryAccess(target, stolen) };
	},
	answer: (seen) => expect(seen).toEqual({ sent: 'access', stolen: Closed }),
	stores: { sessions: 1 }
});

for (const [button, name] of [
	['Log out', 'a logout'],
	['Log out everywhere', 'a logout everywhere, in another browser']
] as const) {
	attack({
		name: `a session that was stolen before ${name}, with an unused form token`,
		async how(target) {
			const { world } = target;
			const { guild } = target.community;
			const person = guild.addMember(button, { permissions: ['ManageGuild'] });
			const thief = await Visitor.logIn(world, person);
			const stolen = thief.session;
			const token = await thief.token(`${guild.id}/log/test`);
			const elsewhere = button === 'Log out' ? thief : await Visitor.logIn(world, person);
			const before = await tryAccess(target, stolen);
			await (await elsewhere.open()).submit(button);
			return { before: before.page, after: await tryAccess(target, stolen, token) };
		},
		answer: (seen) => expect(seen).toEqual({ before: 200, after: Closed }),
		stores: { usedForms: 1 }
	});
}

attack({
	name: 'a session after its seven days',
	async how(target) {
		const { session } = await Visitor.logIn(target.world, target.community.manager);
		const now = Date.now();
		vi.useFakeTimers({ toFake: ['Date'], now: now + 7 * DayMs - 60_000 });
		const before = await tryAccess(target, session, await Visitor.with(target.world, session).token('x'));
		vi.setSystemTime(now + 7 * DayMs + 1_000);
		const after = await tryAccess(target, session);
		vi.useRealTimers();
		return { before: before.page, after };
	},
	answer: (seen) => expect(seen).toEqual({ before: 200, after: Closed }),
	stores: { sessions: 1 }
});

attack({
	name: 'a session with the token of another person, copied in the database: the token cannot be decrypted',
	async how(target) {
		const { world } = target;
		const attacker = await Visitor.logIn(world, world.createCommunity().manager);
		const [own, other] = [attacker.session, victim.session].map((session) => sha256(session.split('.')[0]!));
		await world.place.run(
			`UPDATE kick_sessions SET sealed_token =
				(SELECT sealed_token FROM kick_sessions WHERE id_hash = '${other}') WHERE id_hash = '${own}'`
		);
		return tryAccess(target, attacker.session);
	},
	answer: (seen) => expect(seen).toEqual(Closed),
	stores: { sessions: 1 }
});

attack({
	name: 'the session of the victim still works after all attacks',
	async how(target) {
		const token = await formToken(target);
		expect((await container.kick.dashboard!.sessions.find(victim.session))?.userId).toBe(target.community.manager.id);
		return tryAccess(target, victim.session, token);
	},
	answer: (seen) => expect(seen).toEqual(Open),
	stores: { usedForms: 1 }
});
