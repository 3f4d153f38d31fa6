import { beforeAll, expect, it, vi } from 'vitest';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PatienceMs } from '../../support/patience.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld((kick) => {
	const { slug } = kick.addUser('token-writer');
	const { accessToken } = kick.oauth.issueTokens(slug, ['user:read', 'chat:write']);
	return { KICK_USE_WEBSOCKET: 'true', KICK_BOT_USER_TOKEN: accessToken };
});
const errors = recordErrors();
let community: Community;

beforeAll(async () => {
	community = await world.createLinkedCommunity();
	await vi.waitFor(async () => expect(await check()).toContain('✅ Live socket: in this chat'), PatienceMs);
});

const check = async () => (await community.manager.slash('check_kick_config')).content;
const say = async (message: string) => (await community.manager.slash('kick say', { message })).content;
const linesOf = (text: string) => world.log.filter((line) => line.includes(text));

it('KICK_BOT_USER_TOKEN: the log says once that it lasts two hours, and names the alternative', async () => {
	await vi.waitFor(() => expect(linesOf('KICK_BOT_USER_TOKEN')).toHaveLength(1), PatienceMs);
	const warning = /KICK_BOT_USER_TOKEN ends on \d{4}-\d\d-\d\d \d\d:\d\d UTC and can't be renewed\. .*account:bot\.$/;
	expect(linesOf('KICK_BOT_USER_TOKEN')[0]).toMatch(warning);
	expect(await check()).toMatch(/⚠️ Bot account: KICK_BOT_USER_TOKEN ends on .* can't be renewed/);
});

it('KICK_BOT_USER_TOKEN is used until it expires', async () => {
	expect(await say('hi')).toBe('Sent by socket. Kick shows it as token-writer.');
	expect(world.kick.chat(community.streamer.slug)).toMatchObject([
		{ content: 'hi', type: 'user', sender: { username: 'token-writer' } }
	]);
});

it('after the token expires, messages are sent by the API, each once, and no request uses it', async () => {
	world.kick.oauth.expireAccessTokens('user');
	expect(await say('one')).toBe('Sent by API. Kick shows it as the bot.');
	expect(linesOf('KICK_BOT_USER_TOKEN has ended')).toHaveLength(1);
	const before = world.kick.calls.length;
	expect(await say('two')).toBe('Sent by API. Kick shows it as the bot.');
	expect(world.kick.calls.slice(before).map(({ path }) => path)).toEqual(['/public/v1/chat']);
	expect(world.kick.chat(community.streamer.slug).map(({ content }) => content)).toEqual(['hi', 'one', 'two']);
	expect(await check()).toContain('⚠️ Bot account: KICK_BOT_USER_TOKEN has ended');
});

it('a linked bot account replaces the token', async () => {
	const owner = community.guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
	const reply = await owner.slash('kick link', { account: 'bot' });
	world.kick.oauth.signIn(world.kick.addUser('linked-writer').slug);
	await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
	expect(await say('three')).toBe('Sent by socket. Kick shows it as linked-writer.');
});

itLeavesNoTrace(world, errors);
