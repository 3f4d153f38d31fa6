import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotMessage, SimulatedMember } from '../../../sandbox/discord/index.js';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const MinuteMs = 60_000;

const world = await useWorld();
const errors = recordErrors();
// It would contradict the late events of the tests.
world.kick.faults.always('GET /public/v1/users/livestreams', 'serverError');

/** Returns a time some minutes ago. The events come late, so that the tests need not wait for watch time. */
const ago = (minutes: number) => new Date(Date.now() - minutes * MinuteMs);

const says = (name: string, at: Date, { streamer }: Community) =>
	world.kick.viewer(name).says('hi', { in: streamer.slug, at });

/** Replaces times. */
const linesOf = ({ content }: Pick<BotMessage, 'content'>) => content.replaceAll(/<t:\d+:R>/g, '<time>').split('\n');

/** Stream of an hour that ended half an hour ago, with viewers and their minutes, at most 40. */
async function communityThatWatched(minutes: Readonly<Record<string, number>>): Promise<Community> {
	const community = await world.createLinkedCommunity();
	await community.streamer.goesLive({ at: ago(90) });
	for (const [name, length] of Object.entries(minutes)) {
		const times = Array.from({ length: Math.ceil(length / 10) }, (_message, index) => 30 + length - index * 10);
		for (const time of times) await says(name, ago(time), community);
	}
	await community.streamer.endsStream({ at: ago(30) });
	return community;
}

/** Returns the width and height of a PNG. */
async function pictureOf({ payload }: BotMessage): Promise<[number, number]> {
	const [file] = payload.attachments;
	const png = Buffer.from(await (await fetch(file!.url)).arrayBuffer());
	expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
	return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe.each(commandKinds)('kick watchtime by %s', (kind) => {
	const watchtime = (member: SimulatedMember, viewer?: string) =>
		ask(member, kind, 'kick watchtime', viewer ? { viewer } : {});

	it('says what to do on a server without a channel', async () => {
		const { manager } = world.createCommunity();
		const hint = 'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.';
		expect((await watchtime(manager, 'ana')).content).toBe(hint);
		expect((await watchtime(manager)).content).toBe(hint);
	});

	it('says so when no one of that name has chatted', async () => {
		const { manager } = await world.createLinkedCommunity();
		expect((await watchtime(manager, '@everyone')).content).toBe(
			'No viewer called "@\u200Beveryone" has written in this Kick chat recently. Check the name: use the one on Kick.'
		);
	});

	it('shows what a viewer watched, as an estimate, to everyone, for any spelling of the name', async () => {
		const community = await communityThatWatched({ [`Mia_${kind}`]: 25, [`ben_${kind}`]: 10 });
		const guest = community.guild.addMember(`guest-${kind}`);
		const answer = await watchtime(guest, `@MIA_${kind}`);
		expect(linesOf(answer)).toEqual([
			`Watch time of Mia_${kind} (an estimate from chat: Kick has no list of viewers):`,
			'• Current or last stream: 25 min, rank 1 of 2',
			'• Last 7 days: 25 min, rank 1 of 2',
			'• All time: 25 min, rank 1 of 2',
			'Last message in chat <time>.'
		]);
		expect(answer.ephemeral).toBe(false);
		expect(answer.mentions).toEqual({ everyone: false, users: [], roles: [] });
	});

	it('counts nothing while the channel is offline, and shows who is in chat now', async () => {
		const community = await world.createLinkedCommunity();
		await says(`zoe_${kind}`, ago(5), community);
		expect(linesOf(await watchtime(community.manager, `zoe_${kind}`)).slice(1)).toEqual([
			'• Current or last stream: none',
			'• Last 7 days: none',
			'• All time: none',
			'In chat now.'
		]);
	});

	it('shows the stream when no viewer is named', async () => {
		const community = await world.createLinkedCommunity();
		expect(linesOf(await watchtime(community.manager))[0]).toBe('The bot has not seen a stream of this channel yet.');
		await community.streamer.goesLive({ at: ago(12) });
		await says(`ana_${kind}`, ago(8), community);
		expect(linesOf(await watchtime(community.manager))).toEqual([
			'The stream started <time>. 1 person in chat now. ' +
				'1 viewer watched it (an estimate from chat: Kick has no list of viewers).',
			`**1.** ana_${kind}: 8 min`,
			'For one viewer: `/kick watchtime viewer:` and the name on Kick. For all: `/kick leaderboard`.'
		]);
		await community.streamer.endsStream({ at: ago(3) });
		expect(linesOf(await watchtime(community.manager)).slice(0, 2)).toEqual([
			'The stream is offline. The last one started <time>. ' +
				'1 viewer watched it (an estimate from chat: Kick has no list of viewers).',
			`**1.** ana_${kind}: 5 min`
		]);
	});
});

describe.each(commandKinds)('kick leaderboard by %s', (kind) => {
	it('says so when no one has watch time', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		expect((await ask(manager, kind, 'kick leaderboard', { period: 'stream' })).content).toBe(
			'The bot has not seen a stream of this channel yet.'
		);
		await streamer.goesLive();
		const answer = await ask(manager, kind, 'kick leaderboard');
		expect(answer.content).toBe(
			'No watch time yet (All time). Watch time is counted from chat messages while the stream is live.'
		);
		expect([answer.files, answer.buttons]).toEqual([[], []]);
	});

	it('shows the longest watch times, with a picture and its description', async () => {
		const community = await communityThatWatched({ [`one_${kind}`]: 40, [`two_${kind}`]: 20, [`three_${kind}`]: 20 });
		const answer = await ask(community.guild.addMember(`reader-${kind}`), kind, 'kick leaderboard', { period: 'week' });
		expect(linesOf(answer)).toEqual([
			'Who watched longest, Last 7 days (an estimate from chat: Kick has no list of viewers):',
			`**1.** one_${kind}: 40 min`,
			`**2.** two_${kind}: 20 min`,
			`**2.** three_${kind}: 20 min`,
			'Page 1 of 1, 3 viewers in all.'
		]);
		expect(answer.buttons).toEqual([]);
		expect(answer.ephemeral).toBe(false);
		expect(await pictureOf(answer)).toEqual([800, 76 + 3 * 44 + 48]);
		expect(answer.payload.attachments[0]).toMatchObject({
			filename: 'leaderboard.png',
			content_type: 'image/png',
			description:
				'Bar chart. Watch time: Last 7 days (an estimate from chat). ' +
				`1. one_${kind}: 40 min; 2. two_${kind}: 20 min; 2. three_${kind}: 20 min`
		});
	});
});

describe('the pages of a leaderboard', () => {
	let community: Community;
	beforeAll(async () => {
		const viewers = Array.from({ length: 23 }, (_viewer, index) => [`viewer${index + 1}`, 33 - index] as const);
		community = await communityThatWatched(Object.fromEntries(viewers));
	});

	let board: BotMessage;
	let guest: SimulatedMember;
	beforeEach(async () => {
		guest = community.guild.addMember(`pages${Math.random()}`);
		board = await ask(community.manager, 'prefix', 'kick leaderboard');
	});

	const buttonsOf = ({ buttons }: Pick<BotMessage, 'buttons'>) =>
		buttons.map(({ label, disabled }) => `${label}${disabled ? ' (off)' : ''}`);

	it('are turned by its buttons for every person, and the picture with them', async () => {
		expect(linesOf(board).at(-1)).toBe('Page 1 of 3, 23 viewers in all.');
		expect(buttonsOf(board)).toEqual(['Previous (off)', 'Next']);

		const second = (await guest.press(board, 'Next')).message;
		expect(second.id).toBe(board.id);
		expect(linesOf(second)[1]).toBe('**11.** viewer11: 23 min');
		expect(linesOf(second).at(-1)).toBe('Page 2 of 3, 23 viewers in all.');
		expect(buttonsOf(second)).toEqual(['Previous', 'Next']);
		expect(second.files).toEqual(['leaderboard.png']);
		expect(second.payload.attachments[0]?.url).not.toBe(board.payload.attachments[0]?.url);

		const third = (await community.manager.press(board, 'Next')).message;
		expect(linesOf(third).slice(1)).toEqual([
			'**21.** viewer21: 13 min',
			'**22.** viewer22: 12 min',
			'**23.** viewer23: 11 min',
			'Page 3 of 3, 23 viewers in all.'
		]);
		expect(await pictureOf(third)).toEqual([800, 76 + 3 * 44 + 48]);
		expect(buttonsOf(third)).toEqual(['Previous', 'Next (off)']);
		expect(linesOf((await guest.press(board, 'Previous')).message).at(-1)).toMatch(/^Page 2 of 3/);
	});

	it('are turned under a slash command as well', async () => {
		const reply = await guest.slash('kick leaderboard', { period: 'stream', page: 2 });
		expect(linesOf(reply).at(-1)).toBe('Page 2 of 3, 23 viewers in all.');
		expect(linesOf((await guest.press(reply.message, 'Next')).message)[0]).toMatch(/Current or last stream/);
	});

	it('can be requested by number, and a number that is too high shows the last one', async () => {
		const page = async (...words: string[]) =>
			linesOf(await ask(guest, 'prefix', ['kick leaderboard', ...words].join(' '))).at(-1);
		expect(await page('2')).toBe('Page 2 of 3, 23 viewers in all.');
		expect(await page('month', '99')).toBe('Page 3 of 3, 23 viewers in all.');
		expect(await page('2', 'WEEK')).toBe('Page 2 of 3, 23 viewers in all.');
		expect(await page('0')).toBe('Page 1 of 3, 23 viewers in all.');
		expect(await page('yesterday')).toContain('`!kick leaderboard [stream|day|week|month|all] [page]`');
	});

	it('stay as they are when the channel is gone, and the answer to the person says why', async () => {
		const gone = await communityThatWatched(
			Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`v${index}`, 10]))
		);
		const { message } = await gone.manager.slash('kick leaderboard');
		await gone.manager.slash('kick channel', { name: world.createCommunity().streamer.slug });
		const reply = await gone.manager.press(message, 'Next');
		const { content, ephemeral } = reply.followups[0]!;
		expect([content, ephemeral]).toEqual([
			'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.',
			true
		]);
	});

	it('come without a picture if the bot may not attach files', async () => {
		const channel = community.guild.addChannel('bare', { botMayAttach: false });
		const bare = await ask(guest, 'prefix', 'kick leaderboard', {}, { channel });
		expect(linesOf(bare)).toEqual(linesOf(board));
		expect([bare.files, buttonsOf(bare)]).toEqual([[], ['Previous (off)', 'Next']]);
	});

	it('are answered even if something fails', async () => {
		const end = world.discord.intercept(({ method }) =>
			method === 'PATCH' ? { status: 500, body: { code: 0, message: 'Internal' } } : undefined
		);
		const reply = await guest.press(board, 'Next').finally(end);
		expect(reply.followups.map(({ content, ephemeral }) => [content, ephemeral])).toEqual([
			["Something went wrong. Try again later. The bot's owner can find the details in the log.", true]
		]);
		await expect.poll(() => errors.splice(0).join('\n')).toContain('KickLeaderboardPages');
	});
});

itLeavesNoTrace(world, errors);
