import { beforeAll, describe, expect, it, vi } from 'vitest';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const CallLimitMs = 10_000;
const ShorterLimitMs = 3_000;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const Deferral = 5;

const { timeout } = AbortSignal;
vi.spyOn(AbortSignal, 'timeout').mockImplementation((limitMs) =>
	timeout.call(AbortSignal, limitMs === CallLimitMs ? ShorterLimitMs : limitMs)
);
const world = await useWorld();
const errors = recordErrors();
let silent: Community;
let unsynced: Community;
let busy: Community;

beforeAll(async () => {
	silent = await world.createLinkedCommunity();
	unsynced = await world.createLinkedCommunity();
	busy = await world.createLinkedCommunity();
	world.kick.faults.next('POST /public/v1/chat', { fault: 'timeout', applied: true });
	world.kick.faults.next('GET /public/v1/channels', 'timeout');
});

// Concurrent, because two of them wait as long as a request to Kick may take.
describe.concurrent('while Kick is slow', () => {
	it('a message without any answer is not sent again, and the bot says that it may have worked', async () => {
		const { content } = await silent.manager.slash('kick say', { message: 'hello?' });
		expect(content).toMatch(/it may have worked\. Check before you try again\.$/);
		expect(world.kick.chat(silent.streamer.slug).map((message) => message.content)).toEqual(['hello?']);
	});

	it('a sync without an answer says so', async () => {
		const { content } = await unsynced.manager.slash('kick sync');
		expect(content).toBe('Kick did not answer in time. Try again in a few minutes.');
	});

	it('2,500 characters arrive in another channel meanwhile, in parts and in order', async () => {
		await world.kick.waitForCall(({ path, status }) => path === '/public/v1/chat' && status === null);
		const text = Array.from({ length: 313 }, (_, index) => `${1_000_000 + index}`).join(' ');
		expect(text).toHaveLength(2_503);
		const { content } = await busy.manager.slash('kick say', { message: text });
		const parts = world.kick.chat(busy.streamer.slug).map((message) => message.content);
		expect(content).toBe(`Sent by API. Kick shows it as the bot. It was split into ${parts.length} messages.`);
		expect(parts.length).toBeGreaterThan(5);
		expect(parts.join(' ')).toBe(text);
	});
});

it('the bot defers its answer to Discord before Kick has answered', async () => {
	const startedAt = new Date();
	const until = world.discord.waitForCall(
		({ at, body, path }) =>
			at >= startedAt && path.endsWith('/callback') && Reflect.get(Object(body), 'type') === Deferral
	);
	world.kick.faults.next('POST /public/v1/chat', { until });
	const { content } = await unsynced.manager.slash('kick say', { message: 'a moment' });
	expect(content).toMatch(/^Sent by API/);
});

itLeavesNoTrace(world, errors);
