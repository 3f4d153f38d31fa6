import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { BotMessage, SimulatedMember } from '../../sandbox/discord/index.js';
import { request } from '../support/dashboardRequests.js';
import { HeardEvents } from '../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { PageStream } from '../support/PageStream.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const NotLinked = 'No OAuth token found. The streamer has to link the Kick account: run /kick link.';
const NotSynced = 'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.';
const WrongAccount = 'The linked Kick account does not own this channel. The owner has to run /kick link.';
const MinuteMs = 60_000;
const Viewers = Array.from({ length: 11 }, (_, index) => `viewer${index}`);

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();
world.kick.faults.always('GET /public/v1/users/livestreams', 'serverError');

interface Watched extends Community {
	/** A member without any permission. */
	guest: SimulatedMember;
	/** A leaderboard with buttons, posted while the channel was linked. */
	board: BotMessage;
}

/** Creates a linked server whose viewers have chatted and watched, enough for two pages of a leaderboard. */
async function watchedCommunity(): Promise<Watched> {
	const community = await world.createLinkedCommunity();
	const { guild, streamer } = community;
	const ago = (minutes: number) => new Date(Date.now() - minutes * MinuteMs);
	await streamer.goesLive({ at: ago(9) });
	for (const name of Viewers) await world.kick.viewer(name).says('hello', { in: streamer.slug, at: ago(8) });
	await announced.waitFor(guild.id, Viewers.length + 1);
	const guest = guild.addMember(`guest-${guild.id}`);
	return { ...community, guest, board: (await guest.slash('kick leaderboard')).message };
}

/** Returns the answers of every command and button that shows members something of the channel. */
async function answersTo({ guest, board }: Watched): Promise<Record<string, string | undefined>> {
	const pressed = await guest.press(board, 'Next');
	return {
		chatters: (await guest.slash('kick chatters')).content,
		watchtime: (await guest.slash('kick watchtime', { viewer: 'viewer1' })).content,
		stream: (await guest.slash('kick watchtime')).content,
		leaderboard: (await guest.slash('kick leaderboard')).content,
		button: pressed.followups[0]?.content
	};
}

const every = (hint: string) => ({
	chatters: hint,
	watchtime: hint,
	stream: hint,
	leaderboard: hint,
	button: hint
});

/** Returns the errors of every read on `container.kick`. */
async function codesOf({ guild: { id } }: Community): Promise<string[]> {
	const { kick } = container;
	const results = [
		await kick.chatters.recent(id),
		await kick.watchtime.of(id, 'viewer1'),
		await kick.watchtime.leaderboard(id),
		await kick.activity(id),
		await kick.events.sendTestEvent(id)
	];
	return results.map((result) => result.match({ ok: () => 'shown', err: ({ code }) => code }));
}

const all = (code: string) => Array.from({ length: 5 }, () => code);

/** Changes the server's broadcaster id to that of another channel, as another program may. */
async function pointAt({ guild }: Community, broadcasterUserId: number): Promise<void> {
	await world.place.run(
		`UPDATE bot_settings SET value = '${broadcasterUserId}'
		WHERE discord_server_id = ${guild.id} AND key = 'kick_broadcaster_user_id'`
	);
}

describe('what a server reads of a channel', () => {
	it('is all of it while the owner has linked the channel there', async () => {
		const community = await watchedCommunity();
		expect((await community.guest.slash('kick chatters')).content).toContain('viewer1');
		expect((await community.guest.slash('kick watchtime', { viewer: 'viewer1' })).content).toContain('viewer1');
		expect(community.board.content).toContain('viewer');
		expect((await codesOf(community)).slice(0, 4)).toEqual(['shown', 'shown', 'shown', 'shown']);
	});

	it('is nothing after /kick unlink, for every member and by every command, button and call', async () => {
		const community = await watchedCommunity();
		await community.manager.slash('kick unlink');
		expect(await answersTo(community)).toEqual(every(NotLinked));
		expect(await codesOf(community)).toEqual(all('not_linked'));
	});

	it('is nothing while the linked account is not the channel’s', async () => {
		const owner = await watchedCommunity();
		const other = await watchedCommunity();
		await pointAt(other, owner.streamer.userId);
		expect(await answersTo(other)).toEqual(every(WrongAccount));
		expect(await codesOf(other)).toEqual(all('wrong_account'));
		expect((await owner.guest.slash('kick chatters')).content).toContain('viewer1');
	});

	it('is nothing of the old channel after the channel was changed', async () => {
		const community = await watchedCommunity();
		await community.manager.slash('kick channel', { name: world.kick.addStreamer('another').slug });
		expect(await answersTo(community)).toEqual(every(NotSynced));
		expect(await codesOf(community)).toEqual(all('channel_not_synced'));
	});

	it('is available again when the owner links it again', async () => {
		const community = await watchedCommunity();
		await community.manager.slash('kick unlink');
		await world.link(community);
		expect((await community.guest.slash('kick chatters')).content).toContain('viewer1');
	});
});

describe('what a manager sees of a channel', () => {
	it('is no chat on the dashboard after the unlink, and none of it in the chat of the next channel', async () => {
		const community = await watchedCommunity();
		const { browser } = await world.logIn(community.manager);
		const address = `${world.url}/dashboard/${community.guild.id}/chat`;
		expect((await browser.open(address)).text).toContain('viewer1');
		await community.manager.slash('kick unlink');
		expect((await browser.open(address)).text).not.toContain('viewer1');

		const stream = await PageStream.open(browser, `${address}/stream?seen=0`);
		const next = world.kick.addStreamer('next');
		await community.manager.slash('kick channel', { name: next.slug });
		await world.link({ ...community, streamer: next });
		await world.kick.viewer('zoe').says('in the new chat', { in: next.slug });
		const { html } = await stream.patch((patch) => patch.html.includes('<li'));
		expect(html).toContain('in the new chat');
		expect((await browser.open(address)).text).not.toContain('viewer1');
		stream.close();
	});

	it('is not the time of the last event if the channel belongs to another account', async () => {
		const owner = await watchedCommunity();
		const other = await watchedCommunity();
		await pointAt(other, owner.streamer.userId);
		const { content } = await other.manager.slash('check_kick_config');
		expect(content).toContain(`OAuth token: belongs to ${other.streamer.username}`);
		expect(content).not.toMatch(/Last delivery|Subscriptions:|is live/);
		const { browser } = await world.logIn(other.manager);
		const activity = await request(browser, `${world.url}/dashboard/${other.guild.id}/activity`);
		expect(await activity.text()).not.toContain('viewer');
	});
});

itLeavesNoTrace(world, errors);
