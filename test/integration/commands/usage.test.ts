import { describe, expect, it } from 'vitest';
import type { SlashOptions } from '../../../sandbox/discord/index.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const Help = [
	'How to use it:',
	'`!kick channel <name>`: Set the Kick channel of this server',
	'`!kick link [streamer|bot]`: Link the Kick account of the streamer, or the one that the bot writes with',
	'`!kick unlink [streamer|bot]`: Unlink the Kick account of this server and delete its tokens',
	"`!kick sync [chatroom_id]`: Fetch the channel's IDs from Kick and repair its subscriptions",
	'`!kick say <text>`: Send a message to Kick chat',
	'`!kick chatters`: Show who chatted on Kick recently',
	'`!kick watchtime [name on Kick]`: Show how long a Kick viewer watched (an estimate from chat)',
	'`!kick leaderboard [stream|day|week|month|all] [page]`: Show who watched longest on Kick (an estimate from chat)'
].join('\n');

/** Every command with valid options. */
const commands: readonly (readonly [path: string, options: SlashOptions])[] = [
	['check_kick_config', {}],
	['kick channel', { name: 'name' }],
	['kick link', {}],
	['kick unlink', {}],
	['kick sync', {}],
	['kick say', { message: 'hi' }],
	['kick chatters', {}],
	['kick watchtime', {}],
	['kick leaderboard', {}]
];

const world = await useWorld();
const errors = recordErrors();

describe('an unknown subcommand', () => {
	it.each([
		['no word', '!kick'],
		['spaces', '!kick   '],
		['help', '!kick help'],
		['an unknown word', '!kick foo'],
		['a ping', '!kick @everyone <@1>'],
		['3,000 characters', `!kick ${'x'.repeat(3_000)}`]
	])('by prefix, %s is answered with the list of subcommands', async (_what, text) => {
		const { manager } = world.createCommunity();
		const answer = await (await manager.says(text)).reply();
		expect(answer.content).toBe(Help);
		expect(answer.mentions).toEqual({ everyone: false, users: [], roles: [] });
	});

	it('is answered with the slash commands when the bot was mentioned', async () => {
		const { manager } = world.createCommunity();
		const answer = await (await manager.says(`${world.discord.bot.mention} kick`)).reply();
		expect(answer.content).toBe(Help.replaceAll('!kick', '/kick'));
	});

	it('by slash, from a Discord client with an old version, is answered privately', async () => {
		const { manager } = world.createCommunity();
		const reply = await manager.slash('kick dance', {}, { raw: true });
		expect(reply.content).toMatch(/^This subcommand no longer exists\. .*Reload Discord/);
		expect(reply.ephemeral).toBe(true);
		// Sapphire's own listener reports it as a developer's error.
		expect(errors.splice(0)).toEqual([expect.stringContaining('Unable to match a subcommand')]);
	});
});

describe('in direct messages', () => {
	it.each(commands)('Discord does not offer /%s, and the bot refuses it', async (path, options) => {
		const { manager } = world.createCommunity();
		await expect(manager.slashInDirectMessage(path, options)).rejects.toThrow('does not offer');
		const reply = await manager.slashInDirectMessage(path, options, { raw: true });
		expect(reply.content).toBe('You cannot run this command in DMs.');
		expect(reply.buttons).toEqual([]);
	});

	it('the bot refuses every prefix command', async () => {
		const { manager } = world.createCommunity();
		for (const [path, options] of commands) {
			const message = await manager.directMessages([`!${path}`, ...Object.values(options)].join(' '));
			const answer = await message.reply();
			expect(answer.content).toBe('You cannot run this command in DMs.');
			expect(answer.buttons).toEqual([]);
		}
	});
});

describe('without all permissions', () => {
	it('the bot answers a prefix command without a reply if it may not read the history', async () => {
		const { manager } = world.createCommunity();
		const stop = world.discord.intercept(({ body }) =>
			Object.hasOwn(Object(body), 'message_reference')
				? { status: 400, body: { code: 160_002, message: 'Cannot reply without permission to read message history' } }
				: undefined
		);
		const answer = await (await manager.says('!kick')).reply();
		stop();
		expect(answer.content).toBe(Help);
		expect(answer.repliesTo).toBeNull();
	});

	it('the bot answers a slash command in a channel that it does not see', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		guild.addChannel('hidden', { botMayView: false, botMayWrite: false });
		const reply = await manager.slash('kick channel', { name: streamer.slug }, { channel: 'hidden' });
		expect(reply.content).toContain(`✅ kick_channel: ${streamer.slug}`);
	});
});

it('one Discord server knows nothing of another', async () => {
	const one = await world.createLinkedCommunity();
	const other = world.createCommunity();
	expect((await other.manager.slash('kick say', { message: 'hi' })).content).toMatch(/^No OAuth token found/);
	expect((await other.manager.slash('check_kick_config')).content).toContain('❌ kick_channel: not set');
	await other.manager.slash('kick unlink');
	await other.manager.slash('kick channel', { name: other.streamer.slug });
	expect((await one.manager.slash('kick say', { message: 'still fine' })).content).toMatch(/^Sent by API/);
});

itLeavesNoTrace(world, errors);
