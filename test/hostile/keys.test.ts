import { generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, vi } from 'vitest';
import { underAttack } from './support/attack.js';
import { webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

// No key is pinned: the bot begins with the one that the real Kick has published, and has to ask this Kick for its own.
const { attack } = underAttack({ KICK_WEBHOOK_PUBLIC_KEY: '' });

const RefetchAfterMs = 5 * 60_000;
const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyRoute = 'GET /public/v1/public-key';
const keyFetches = ({ world }: Target) =>
	world.kick.calls.filter(({ path }) => path === '/public/v1/public-key').length;

/** Puts the clock forward, past the pause between two fetches. Timers go on as ever. */
const waitFiveMinutes = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + RefetchAfterMs });
afterAll(() => void vi.useRealTimers());

/** Sends `count` forged deliveries, and counts how often that made the bot ask for the key. */
async function fetchesOf(target: Target, forge: () => Promise<unknown>): Promise<number> {
	const before = keyFetches(target);
	await forge();
	return keyFetches(target) - before;
}

const forgeMany = (target: Target) => () =>
	Promise.all(Array.from({ length: 50 }, () => target.deliver({ signWith: foreignKey })));

attack({
	name: 'a flood of forged deliveries makes the bot ask for the key once in five minutes at most',
	async how(target) {
		const atOnce = await fetchesOf(target, forgeMany(target));
		waitFiveMinutes();
		const later = await fetchesOf(target, async () => {
			await forgeMany(target)();
			await forgeMany(target)();
		});
		return { atOnce, later };
	},
	answer: (fetches) => expect(fetches).toEqual({ atOnce: 0, later: 1 })
});

attack({
	name: 'the key is changed in mid-run: the new one is fetched once, and what is still on its way with the old one is taken',
	async how(target) {
		const late = target.sign({ content: 'signed with the old key' });
		await target.world.kick.rotateKey();
		waitFiveMinutes();
		const fetches = await fetchesOf(target, async () => {
			const atOnce = ['one', 'two', 'three'].map((content) => target.deliver({ content }));
			for (const { status } of await Promise.all(atOnce)) expect(status).toBe(200);
		});
		const [old] = await target.send(webhookBytes(late));
		return { fetches, old: old?.status };
	},
	answer: (seen) => expect(seen).toEqual({ fetches: 1, old: 200 }),
	stores: { events: 4, deliveries: 4 },
	announces: ['one', 'two', 'three', 'signed with the old key']
});

for (const [name, fault] of Object.entries({
	'an error': 'serverError',
	'a page of its firewall': 'html403',
	'the key of somebody else, as a certificate that is none': {
		status: 200,
		body: { data: { public_key: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' } }
	},
	'half an answer': 'half'
} as const)) {
	attack({
		name: `Kick answers ${name} when it is asked for its key: the one before stays good`,
		async how(target) {
			target.world.kick.faults.always(keyRoute, fault);
			waitFiveMinutes();
			const forged = await target.deliver({ signWith: foreignKey });
			target.world.kick.faults.clear();
			return forged;
		},
		answer: 401
	});
}
