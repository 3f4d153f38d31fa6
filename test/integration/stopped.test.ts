import { container } from '@sapphire/framework';
import { beforeAll, expect, it } from 'vitest';
import { type Community, TestWorld } from '../support/TestWorld.js';

let world: TestWorld;
let community: Community;

beforeAll(async () => {
	world = await TestWorld.start();
	community = await world.createLinkedCommunity();
});

it('each call that returns a Result answers `stopped` after the bot was destroyed', async () => {
	const { guild, manager, streamer } = community;
	const { kick } = container;
	await world.stop();
	const request = { guildId: guild.id, discordUserId: manager.id, account: 'streamer' as const };
	const answers = await Promise.all([
		kick.send(guild.id, 'too late'),
		kick.setChannel(guild.id, streamer.slug),
		kick.setChatroomId(guild.id, 5),
		kick.sync(guild.id),
		kick.startLink(request),
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
