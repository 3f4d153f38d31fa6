import { container } from '@sapphire/framework';
import { beforeAll, expect, it } from 'vitest';
import { type Community, TestWorld } from '../support/TestWorld.js';

let world: TestWorld;
let community: Community;

let state: string;
const linkOf = ({ guild, manager }: Community) => ({
	guildId: guild.id,
	discordUserId: manager.id,
	account: 'streamer' as const
});

/** Every call here comes after the bot was destroyed. */
beforeAll(async () => {
	world = await TestWorld.start();
	community = await world.createLinkedCommunity();
	const link = (await container.kick.startLink(linkOf(community))).unwrap();
	state = new URL(link.url).searchParams.get('state') ?? '';
	await world.stop();
});

it('each call that returns a Result returns `stopped`', async () => {
	const { guild, streamer } = community;
	const { kick } = container;
	const answers = await Promise.all([
		kick.send(guild.id, 'too late'),
		kick.setChannel(guild.id, streamer.slug),
		kick.setChatroomId(guild.id, 5),
		kick.sync(guild.id),
		kick.startLink(linkOf(community)),
		kick.unlink(guild.id),
		kick.unlinkBotAccount(),
		kick.profile(guild.id),
		kick.activity(guild.id),
		kick.chatters.recent(guild.id),
		kick.watchtime.leaderboard(guild.id),
		kick.watchtime.of(guild.id, 'ana')
	]);
	expect(answers.map((answer) => answer.unwrapErr().code)).toEqual(answers.map(() => 'stopped'));
	expect(await kick.sendMessage('too late', guild.id)).toBe(false);
	expect(world.kick.chat(streamer.slug)).toEqual([]);
});

it('the event log returns `stopped` where a call returns a Result, and ends its streams', async () => {
	const { guild } = community;
	const { events } = container.kick;
	const answers = [events.detail(guild.id, '1'), events.replay('1'), events.dismiss('1', guild.id)];
	for (const answer of answers) expect((await answer).unwrapErr().code).toBe('stopped');
	expect((await events.sendTestEvent(guild.id)).unwrapErr().code).toBe('stopped');
	for (const read of [events.list(), events.page(guild.id), events.recentChat(guild.id)]) {
		await expect(read).rejects.toMatchObject({ code: 'stopped' });
	}
	for (const updates of [events.follow(guild.id), events.followChat(guild.id)]) {
		expect(await updates.next()).toEqual({ done: true, value: undefined });
	}
});

it('the check says in each line that it read nothing, and why', async () => {
	const { lines, details } = await container.kick.check(community.guild.id);
	expect(lines.map(({ outcome, text }) => [outcome, text.split(': ')[1]])).toEqual(
		Array(6).fill(['failed', 'not checked.'])
	);
	expect(details[0]?.text).toBe('The bot is shutting down. Try again when it is back.');
});

it('each step of linking answers with a page that says so', async () => {
	const { kick } = container;
	const pages = [
		(await kick.inviteToLink(state, null)).unwrapErr(),
		(await kick.beginLink(state, { cookie: null, press: null })).unwrapErr(),
		await kick.finishLink(new URLSearchParams({ state, code: 'x' }), null),
		await kick.endOtherLink('x', community.guild.id)
	];
	for (const page of pages) expect(page).toMatchObject({ ok: false, status: 503, title: 'The bot is shutting down' });
});
