import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KickEvents } from '../../src/lib/kick/events/index.js';
import { HeardEvents } from '../support/heardEvents.js';
import { runProgram } from '../support/runProgram.js';
import { useWorld } from '../support/useWorld.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const world = await useWorld();
const announced = new HeardEvents(world.client);

const run = (...args: string[]) => runProgram([cli, ...args], { DATABASE_URL: world.place.url }, process.cwd());

describe('kick-plugin', () => {
	it('repeats an event for its servers while the bot runs', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		await world.kick.viewer('ana').says('play it again', { in: streamer.slug });
		const [first] = await announced.waitFor(guild.id, 1);
		const { code, output } = await run('replay', first?.context.eventId ?? '');
		expect(output).toContain(`will be delivered again to server ${guild.id}`);
		expect(code).toBe(0);
		const [, second] = await announced.waitFor(guild.id, 2);
		expect(second?.context.eventId).toBe(first?.context.eventId);
	});

	it('lists events by state, and announces a stale one on request', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const user = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
		const body = { broadcaster: user, follower: { ...user, user_id: 4, username: 'late_follower' } };
		const hourAgo = new Date(Date.now() - 60 * 60_000);
		const { messageId } = await world.kick.deliver({ event: 'channel.followed', body, timestamp: hourAgo });
		expect((await run('events', '--state', 'stale')).output).toMatch(/stale\s+channel\.followed/);

		await run('replay', messageId);
		const [event] = await announced.waitFor(guild.id, 1);
		expect(event).toMatchObject({
			event: { follower: { username: 'late_follower' } },
			context: { type: 'channel.followed' }
		});
		expect(world.client.listenerCount(KickEvents.Any)).toBe(1);
	});

	it.each([
		[
			['replay', 'nothing'],
			'The log has no event "nothing". It may have been deleted: the log keeps 7 days by default.'
		],
		[['events', '--state', 'odd'], 'Use one of pending'],
		[['events', '--limit', '0'], 'Use a number from 1'],
		[['explode'], 'unknown command']
	])('%j ends with one line and an error code', async (args, text) => {
		const { code, output } = await run(...args);
		expect(code).toBe(1);
		expect(output).toContain(text);
	});
});
