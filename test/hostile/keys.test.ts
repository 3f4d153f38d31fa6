import { generateKeyPairSync } from 'node:crypto';
import { afterAll, expect, vi } from 'vitest';
import { underAttack } from './support/attack.js';
import { webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

// No key is pinned. The bot starts with the key of the real Kick and has to ask the simulated Kick for its key.
const { attack } = await underAttack({ KICK_WEBHOOK_PUBLIC_KEY: '' });

const RefetchAfterMs = 5 * 60_000;
const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyRoute = 'GET /public/v1/public-key';
const keyFetches = ({ world }: Target) =>
	world.kick.calls.filter(({ path }) => path === '/public/v1/public-key').length;

/** Moves the clock past the pause between two fetches. Timers are not affected. */
const waitFiveMinutes = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + RefetchAfterMs });
afterAll(() => void vi.useRealTimers());

/** Sends forged deliveries, and counts how often the bot asks for the key meanwhile. */
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
	name:
		'the key changes while the bot runs: ' +
		'the new one is fetched once, and deliveries signed with the old one are still accepted',
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
	'a malformed key': {
		status: 200,
		body: { data: { public_key: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' } }
	},
	'half an answer': 'half'
} as const)) {
	attack({
		name: `Kick answers ${name} when it is asked for its key: the previous key stays valid`,
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
