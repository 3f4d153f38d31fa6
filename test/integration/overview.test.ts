import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { FirstStep } from '../../src/lib/diagnosis/firstSteps.js';
import { joinedText } from '../../src/lib/events/log/EventText.js';
import { changedParts, overviewMarks } from '../../src/lib/overview/overviewMarks.js';
import type { KickOverview } from '../../src/lib/overview/types.js';
import { HeardEvents } from '../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import { untilHandled } from '../support/untilHandled.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const ago = (lengthMs: number) => new Date(Date.now() - lengthMs);

type Server = { guild: { id: string } };

async function overviewOf({ guild }: Server): Promise<KickOverview> {
	return (await container.kick.overview(guild.id)).unwrap();
}

async function stepsOf({ guild }: Server, missing: readonly string[] | null = []): Promise<FirstStep[]> {
	return (await container.kick.firstSteps(guild.id, async () => missing)).unwrap();
}

const states = (steps: readonly FirstStep[]) => steps.map(({ id, state }) => `${id}: ${state}`);
const problems = ({ problems: found }: KickOverview) => found.map(({ id, severity }) => `${id}: ${severity}`);
const sentences = ({ lastEvents }: KickOverview) => lastEvents.map(({ text }) => joinedText(text));
const requestsFor = (userId: number) =>
	world.kick.calls.filter(
		({ path, query }) => path === '/public/v1/channels' && query.get('broadcaster_user_id') === String(userId)
	).length;

/** Runs a part of a test while Kick does not answer requests for channels as usual. */
async function whileChannels(fault: Parameters<typeof world.kick.faults.always>[1], run: () => Promise<void>) {
	world.kick.faults.always('GET /public/v1/channels', fault);
	try {
		await run();
	} finally {
		world.kick.faults.clear();
	}
}

describe('the stream', () => {
	it('is shown with title, category and viewers while it is live, and as ended at once', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		const { channel } = streamer.account;
		channel.category = { id: 5, name: 'Just Chatting', thumbnail: '' };
		channel.viewerCount = 42;
		const startedAt = ago(20 * MinuteMs);
		await streamer.goesLive({ title: 'Tuesday build', at: startedAt });
		await announced.waitFor(guild.id, 1);
		expect((await overviewOf(community)).stream).toEqual({
			isLive: true,
			slug: streamer.slug,
			title: 'Tuesday build',
			category: 'Just Chatting',
			language: channel.language,
			viewers: 42,
			peakViewers: 42,
			startedAt,
			endedAt: null,
			thumbnailUrl: `${world.kick.url}/video_thumbnails/${streamer.slug}/480.webp`,
			pictureUrl: `${world.kick.url}/images/user/${streamer.userId}/profile_image/picture.webp`,
			checkedAt: expect.any(Date),
			isFresh: true
		});

		const endedAt = new Date();
		await streamer.endsStream({ at: endedAt });
		await announced.waitFor(guild.id, 2);
		const { stream, thisStream } = await overviewOf(community);
		expect(stream).toMatchObject({ isLive: false, viewers: null, peakViewers: null, startedAt, endedAt });
		expect(thisStream).toBeNull();
	});

	it('has no thumbnail in its first minutes, and no picture for a channel without one', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		streamer.thumbnail = '';
		streamer.account.profilePicture = null;
		await streamer.goesLive();
		await announced.waitFor(guild.id, 1);
		expect((await overviewOf(community)).stream).toMatchObject({
			isLive: true,
			thumbnailUrl: null,
			pictureUrl: null
		});
	});

	it('costs one request for all servers and pages', async () => {
		const community = await world.createLinkedCommunity();
		const other = { ...world.createCommunity(), streamer: community.streamer };
		await other.manager.slash('kick channel', { name: community.streamer.slug });
		await world.link(other);
		const before = requestsFor(community.streamer.userId);
		const overviews = await Promise.all([community, other, community].map(overviewOf));
		await overviewOf(other);
		expect(overviews.map(({ stream }) => stream?.slug)).toEqual(Array(3).fill(community.streamer.slug));
		expect(requestsFor(community.streamer.userId) - before).toBe(1);
	});

	it('is known from events while Kick does not answer', async () => {
		const community = await world.createLinkedCommunity();
		await whileChannels('serverError', async () => {
			expect((await overviewOf(community)).stream).toMatchObject({
				isLive: false,
				slug: community.streamer.slug,
				title: null,
				startedAt: null,
				checkedAt: null,
				isFresh: false
			});
			const startedAt = ago(MinuteMs);
			await community.streamer.goesLive({ title: 'Tuesday build', at: startedAt });
			await announced.waitFor(community.guild.id, 1);
			expect((await overviewOf(community)).stream).toMatchObject({
				isLive: true,
				title: 'Tuesday build',
				viewers: null,
				startedAt,
				isFresh: false
			});
		});
	});

	it('has its category under either name of the field, and lacks only what Kick does not send', async () => {
		const community = await world.createLinkedCommunity();
		const bare = { broadcaster_user_id: community.streamer.userId, slug: community.streamer.slug };
		const body = { data: [{ ...bare, Category: { name: 'Cooking' }, stream: { is_live: true } }] };
		await whileChannels({ status: 200, body }, async () => {
			expect((await overviewOf(community)).stream).toMatchObject({
				isLive: true,
				category: 'Cooking',
				title: null,
				language: null,
				startedAt: null
			});
		});
	});
});

describe('the figures', () => {
	it('count each event once, also when Kick repeats it, and no test events', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		const where = { in: streamer.slug };
		const { kick } = world;
		await streamer.goesLive({ at: ago(10 * MinuteMs) });
		await kick.viewer('ana').says('hello', where);
		const follow = await kick.viewer('ana').follows(where);
		await kick.viewer('ben').subscribes(where);
		await kick.viewer('cleo').renews({ ...where, months: 3 });
		await kick.viewer('ben').gifts(2, where);
		await kick.viewer('dan').gifts(5, { ...where, anonymous: true });
		await kick.viewer('ana').giftsKicks(100, '', where);
		await kick.viewer('ana').giftsKicks(250, '', where);
		await kick.viewer('ben').giftsKicks(50, '', where);
		// Kick repeats a delivery whose answer it did not get.
		const { messageId } = follow.deliveries[0]!;
		const body = { broadcaster: { user_id: streamer.userId }, follower: { user_id: 7, username: 'ana' } };
		await kick.deliver({ event: 'channel.followed', body, messageId });
		await container.kick.events.sendTestEvent(guild.id, 'channel.followed');
		await announced.waitFor(guild.id, 11);

		const { last24Hours, thisStream, chat } = await overviewOf(community);
		const figures = {
			messages: 1,
			chatters: 1,
			followers: 1,
			subscriptions: 2,
			newSubscriptions: 1,
			renewals: 1,
			gifts: 7,
			largestGift: { count: 5, gifter: null },
			kicks: 400,
			kicksSenders: 2
		};
		expect(last24Hours).toMatchObject({ ...figures, isComplete: false });
		expect(thisStream).toMatchObject(figures);
		expect(chat).toMatchObject({ slotMs: MinuteMs, previousPerMinute: null });
		expect(chat?.points.map(({ messages }) => messages).filter((messages) => messages > 0)).toEqual([1]);
		expect(chat?.points.length).toBeGreaterThanOrEqual(10);
	});

	it('grow with each event, and compare the chat with the previous stream', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		const where = { in: streamer.slug };
		await streamer.goesLive({ at: ago(10_000) });
		for (const name of ['ana', 'ben']) await world.kick.viewer(name).says('hello', where);
		await streamer.endsStream();
		await announced.waitFor(guild.id, 4);
		const first = await overviewOf(community);
		expect(first).toMatchObject({ last24Hours: { messages: 2, chatters: 2 }, thisStream: null });
		expect(first.chat).toMatchObject({ previousPerMinute: 2 });

		await streamer.goesLive();
		await world.kick.viewer('ana').says('again', where);
		await announced.waitFor(guild.id, 6);
		await expect.poll(() => overviewOf(community)).toMatchObject({ last24Hours: { messages: 3, chatters: 2 } });
		const activity = (await container.kick.activity(guild.id, { hours: 1 })).unwrap();
		expect(activity.streams).toMatchObject([{ endedAt: expect.any(Date) }, { endedAt: null }]);
		expect(activity.comparison).toMatchObject({
			stream: { endedAt: null, messages: 1, chatters: 1, messagesPerMinute: 1, isComplete: true },
			previous: { messages: 2, chatters: 2, followers: 0, messagesPerMinute: 2, isComplete: true }
		});
	});

	it('are those of the linked channel only', async () => {
		const victim = await world.createLinkedCommunity();
		await world.kick.viewer('ana').follows({ in: victim.streamer.slug });
		await announced.waitFor(victim.guild.id, 1);
		const curious = world.createCommunity();
		await curious.manager.slash('kick channel', { name: victim.streamer.slug });
		expect(await overviewOf(curious)).toMatchObject({
			stream: null,
			last24Hours: null,
			thisStream: null,
			chat: null,
			lastEvents: []
		});
	});
});

describe('the activity', () => {
	it('has viewers, gifts and streams beside the messages', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		await streamer.goesLive({ title: 'Tuesday build' });
		await world.kick.viewer('ben').gifts(3, { in: streamer.slug });
		await announced.waitFor(guild.id, 2);
		await world.place.run(
			`INSERT INTO kick_viewer_samples (broadcaster_user_id, from_time, samples, total, peak)
			VALUES (${streamer.userId}, ${Math.floor(Date.now() / (5 * MinuteMs)) * 5 * MinuteMs}, 2, 60, 40)`
		);
		const activity = (await container.kick.activity(guild.id)).unwrap();
		expect(activity.times.at(-1)).toMatchObject({ gifts: 3, kicks: 0, viewers: 30 });
		expect(activity.times[0]).toMatchObject({ gifts: 0, viewers: null });
		expect(activity.streams).toEqual([{ startedAt: expect.any(Date), endedAt: null, title: 'Tuesday build' }]);
		expect(activity.comparison).toMatchObject({
			stream: { title: 'Tuesday build', gifts: 3, averageViewers: 30, peakViewers: 40 },
			previous: null
		});
	});
});

describe('the last events', () => {
	it('are in plain words, the newest first, without chat, tests and duplicates', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		const where = { in: streamer.slug };
		await streamer.goesLive({ title: 'Tuesday build' });
		await world.kick.viewer('ana').says('hello', where);
		await world.kick.viewer('ana').follows(where);
		await world.kick.viewer('leo').renews({ ...where, months: 3 });
		await container.kick.events.sendTestEvent(guild.id, 'channel.followed');
		await announced.waitFor(guild.id, 5);
		const before = await overviewOf(community);
		expect(sentences(before)).toEqual([
			'leo subscribed for 3 months in a row',
			'ana followed',
			'Stream started: Tuesday build'
		]);
		expect(before.lastEvents[1]?.text).toEqual([{ outside: 'ana' }, ' followed']);

		for (let gift = 1; gift <= 9; gift++) await world.kick.viewer('ben').gifts(gift + 1, where);
		await announced.waitFor(guild.id, 14);
		const after = await overviewOf(community);
		expect(sentences(after)).toEqual([
			...[10, 9, 8, 7, 6, 5, 4, 3, 2].map((count) => `ben gifted ${count} subscriptions`),
			'leo subscribed for 3 months in a row'
		]);
		const changed = changedParts(overviewMarks(before), overviewMarks(after));
		expect(changed).toContain('lastEvents');
		expect(changed).not.toContain('stream');
		expect(changed).not.toContain('problems');
		expect(changedParts(overviewMarks(after), overviewMarks(structuredClone(after)))).toEqual([]);
	});
});

describe('the problems', () => {
	it('are the steps to do in a new server, and none in a server that works', async () => {
		const community = world.createCommunity();
		expect(problems(await overviewOf(community))).toEqual(['channel_not_set: failed', 'not_linked: failed']);
		expect((await overviewOf(community)).problems.map(({ fix }) => fix?.kind)).toEqual(['channel', 'link']);
		await community.manager.slash('kick channel', { name: community.streamer.slug });
		expect(problems(await overviewOf(community))).toEqual(['not_linked: failed']);
		await world.link(community);
		expect(problems(await overviewOf(community))).toEqual(['nothing_delivered: warning']);
		await world.kick.viewer('ana').says('hello', { in: community.streamer.slug });
		await announced.waitFor(community.guild.id, 1);
		expect(problems(await overviewOf(community))).toEqual([]);
	});

	it('name a link that has ended, and one that ends within a week', async () => {
		const community = await world.createLinkedCommunity();
		await world.kick.viewer('ana').says('hello', { in: community.streamer.slug });
		await announced.waitFor(community.guild.id, 1);
		const { userId } = community.streamer;
		const change = (sql: string) => world.place.run(`UPDATE kick_accounts SET ${sql} WHERE user_id = ${userId}`);
		const ends = new Date(Date.now() + 6 * 24 * HourMs);
		await change(`refresh_expires_at = '${ends.toISOString().replace('Z', '+00:00')}'`);
		const [soon] = (await overviewOf(community)).problems;
		expect(soon).toMatchObject({ id: 'link_ends_soon', severity: 'warning', fix: { kind: 'link' } });
		expect(soon?.detail).toContain(`Link again by ${ends.toISOString().slice(0, 10)}`);
		await change("status = 'relink'");
		expect(problems(await overviewOf(community))).toEqual(['link_ended: failed']);
		expect(states(await stepsOf(community))).toContain('link: problem');
	});

	it('name missing subscriptions, a new name of the channel, and events that failed', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		await world.kick.viewer('ana').says('hello', { in: streamer.slug });
		const { id } = await untilHandled(guild.id);
		await world.place.run(
			`DELETE FROM kick_subscriptions WHERE broadcaster_user_id = ${streamer.userId} AND event = 'channel.followed'`
		);
		expect(problems(await overviewOf(community))).toEqual(['subscriptions_missing: warning']);
		expect(states(await stepsOf(community))).toContain('sync: problem');
		await world.place.run(`DELETE FROM kick_subscriptions WHERE broadcaster_user_id = ${streamer.userId}`);
		expect(problems(await overviewOf(community))).toEqual(['subscriptions_missing: failed']);
		await container.kick.sync(guild.id);
		expect(problems(await overviewOf(community))).toEqual([]);

		await makeDeadLetter(world.place, { guildId: guild.id, id });
		expect((await overviewOf(community)).problems).toMatchObject([
			{ id: 'events_failed', severity: 'warning', title: '1 event failed', fix: { kind: 'log' } }
		]);
		(await container.kick.events.dismiss(id, guild.id)).unwrap();
		expect(problems(await overviewOf(community))).toEqual([]);
	});

	it('end with the name at once when a renamed channel is synced', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, streamer } = community;
		await world.kick.viewer('ana').says('hello', { in: streamer.slug });
		await announced.waitFor(guild.id, 1);
		streamer.changesName('renamed_streamer', { slug: 'renamed-streamer' });
		const [problem] = (await overviewOf(community)).problems;
		expect(problem).toMatchObject({ id: 'channel_renamed', detail: expect.stringContaining('renamed-streamer') });
		await container.kick.sync(guild.id);
		expect(problems(await overviewOf(community))).toEqual([]);
	});
});

describe('the first steps', () => {
	it('are done one after the other, each with one button', async () => {
		const community = world.createCommunity();
		const { guild, manager, streamer } = community;
		const fresh = await stepsOf(community);
		expect(states(fresh)).toEqual(['channel: next', 'link: later', 'sync: later', 'permissions: done', 'hello: later']);
		expect(fresh.map(({ action }) => action?.kind ?? null)).toEqual(['channel', null, null, null, null]);

		await manager.slash('kick channel', { name: streamer.slug });
		expect(states(await stepsOf(community))).toEqual([
			'channel: done',
			'link: next',
			'sync: later',
			'permissions: done',
			'hello: later'
		]);

		await world.link(community);
		expect(states(await stepsOf(community))).toEqual([
			'channel: done',
			'link: done',
			'sync: done',
			'permissions: done',
			'hello: next'
		]);

		await container.kick.send(guild.id, 'Hello from Discord!');
		const done = await stepsOf(community);
		expect(states(done).every((state) => state.endsWith(': done'))).toBe(true);
		expect(done.every(({ action }) => action === null)).toBe(true);
	});

	it('show permissions that are missing, or that Discord did not report', async () => {
		const community = await world.createLinkedCommunity();
		const missing = await stepsOf(community, ['View Channels', 'Send Messages']);
		expect(missing[3]).toMatchObject({
			state: 'problem',
			detail: 'The bot lacks: View Channels, Send Messages.',
			action: { kind: 'invite' }
		});
		expect(missing[4]).toMatchObject({ state: 'next', action: { kind: 'say' } });
		const unknown = await stepsOf(community, null);
		expect(unknown[3]).toMatchObject({ state: 'later', action: null });
		expect(unknown[4]?.state).toBe('next');
	});
});

itLeavesNoTrace(world, errors);
