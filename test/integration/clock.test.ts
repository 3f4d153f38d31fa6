import { container } from '@sapphire/framework';
import { beforeEach, describe, expect, it } from 'vitest';
import { HeardEvents } from '../support/heardEvents.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const MinuteMs = 60_000;
const world = await useWorld();
const announced = new HeardEvents(world.client);
let community: Community;

beforeEach(async () => {
	world.kick.clock.aheadMs = 0;
	community = await world.createLinkedCommunity();
});

const says = (text: string) => world.kick.viewer('ana').says(text, { in: community.streamer.slug });
/** Returns the state of a follow that Kick sends this many minutes late. */
async function deliverOf(minutes: number): Promise<unknown[]> {
	const { streamer } = community;
	const user = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const body = { broadcaster: user, follower: { ...user, user_id: 4, username: 'ben' } };
	const timestamp = new Date(world.kick.clock.now().getTime() - minutes * MinuteMs);
	const { messageId } = await world.kick.deliver({ event: 'channel.followed', body, timestamp });
	return world.place.query(`SELECT state FROM kick_events WHERE event_id = '${messageId}'`);
}

const checks = async () => (await community.manager.slash('check_kick_config')).content;

it('a first event that looks late makes the bot check Kick’s time, and is announced', async () => {
	world.kick.clock.aheadMs = -15 * MinuteMs;
	await says('late?');
	await announced.waitFor(community.guild.id, 1);
	expect(await checks()).toContain("The clock of this machine is 15 minutes ahead of Kick's. Correct it.");
});

describe.each([
	[15, 'ahead of'],
	[-15, 'behind']
])('a machine whose clock is %i minutes ahead of Kick', (minutes, direction) => {
	const named = `The clock of this machine is 15 minutes ${direction} Kick's. Correct it.`;

	beforeEach(async () => {
		world.kick.clock.aheadMs = -minutes * MinuteMs;
		// Every answer of Kick contains its time.
		await community.manager.slash('kick sync');
	});

	it('announces Kick’s events, and reports its clock in the log and in check_kick_config', async () => {
		await says('!hello');
		const [event] = await announced.waitFor(community.guild.id, 1);
		expect(event?.event).toMatchObject({ content: '!hello' });
		const report = await checks();
		expect(report).toContain(`⚠️ ${named}`);
		expect(report).toMatch(/✅ Last delivery: .* lag \d{1,4} m?s/);
		expect(world.log.some((line) => line.includes(named))).toBe(true);
	});

	it('does not announce what is older than ten minutes by Kick’s clock', async () => {
		expect(await deliverOf(10)).toEqual([{ state: 'stale' }]);
		expect(await deliverOf(9)).not.toEqual([{ state: 'stale' }]);
	});

	it('handles a test event by its own clock', async () => {
		const report = await container.kick.events.sendTestEvent(community.guild.id, 'channel.followed');
		expect(report.unwrap().steps.map(({ name, ok }) => [name, ok])).toEqual([
			['answered', true],
			['stored', true],
			['handled', true]
		]);
	});
});

it('the log is silent about a machine whose clock is right', async () => {
	const before = world.log.length;
	await says('hello');
	await announced.waitFor(community.guild.id, 1);
	expect(await checks()).not.toContain('clock');
	expect(world.log.slice(before).filter((line) => line.includes('is 15 minutes'))).toEqual([]);
});
