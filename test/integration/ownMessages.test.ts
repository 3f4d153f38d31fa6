import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RealtimeEvent } from '../../sandbox/kick/realtime/events/RealtimeEvent.js';
import type { SendAs } from '../../src/lib/chat/types.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { PageStream } from '../support/PageStream.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const Chat = 'POST /public/v1/chat';
const Own = 'This bot';

const world = await useWorld({ KICK_USE_WEBSOCKET: 'true' });
const errors = recordErrors();
world.kick.addUser('writer');

afterEach(() => {
	world.kick.faults.clear();
	world.kick.realtime.loses = () => false;
	world.kick.chatRules.echoToWebhooks = false;
});

/** Creates a linked server whose chat the bot reads from the live socket, with its chat open on the dashboard. */
async function atChat() {
	const community = await world.createLinkedCommunity();
	await vi.waitFor(
		async () =>
			expect((await community.manager.slash('check_kick_config')).content).toContain('✅ Live socket: in this chat'),
		{ timeout: 60_000, interval: 50 }
	);
	const { browser } = await world.logIn(community.manager);
	const address = `${world.url}/dashboard/${community.guild.id}/chat`;
	return { ...community, browser, address };
}

type AtChat = Awaited<ReturnType<typeof atChat>>;

/** Returns the mark that the page shows beside each sender of this text; empty for viewers. */
async function senderOnPage({ browser, address }: AtChat, content: string): Promise<string[]> {
	const { html } = await browser.open(address);
	return html
		.split('<li ')
		.filter((line) => line.includes(`>${content}</bdi>`))
		.map((line) => /<span class="badge">([^<]*)</.exec(line)?.[1] ?? '');
}

/** Sends while Kick's answer is held back until the echo is stored. */
async function sendEchoFirst({ guild }: Community, content: string, sendAs: SendAs): Promise<void> {
	let answer = () => {};
	const until = new Promise<void>((resolve) => {
		answer = resolve;
	});
	world.kick.faults.next(Chat, { until, applied: true });
	const sent = container.kick.send(guild.id, content, { sendAs });
	await vi.waitFor(
		async () => {
			const stored = await container.kick.events.list({ guildId: guild.id, limit: 20 });
			expect(stored.filter(({ payload }) => payload.includes(content)).length).toBeGreaterThan(0);
		},
		{ timeout: 60_000, interval: 20 }
	);
	answer();
	expect((await sent).isOk()).toBe(true);
}

/** Sends while the socket and the webhook are held back until the answer of Kick is stored. */
async function sendAnswerFirst({ guild, streamer }: Community, content: string, sendAs: SendAs): Promise<void> {
	const late: RealtimeEvent[] = [];
	const lateWebhooks: [event: string, body: object][] = [];
	const { loses } = world.kick.realtime;
	world.kick.realtime.loses = (event) => loses(event) || late.push(event) > 0;
	world.kick.webhooks.loses = (event, body) => lateWebhooks.push([event, body]) > 0;
	expect((await container.kick.send(guild.id, content, { sendAs })).isOk()).toBe(true);
	await vi.waitFor(
		async () =>
			expect(await container.kick.events.list({ guildId: guild.id, source: 'bot', limit: 5 })).not.toEqual([]),
		{ timeout: 60_000, interval: 20 }
	);
	world.kick.realtime.loses = loses;
	world.kick.webhooks.loses = () => false;
	for (const event of late) world.kick.realtime.push(event);
	for (const [event, body] of lateWebhooks) await world.kick.webhooks.publish(event, streamer.account, body);
}

const orders = [
	['before Kick has answered', sendEchoFirst],
	['after Kick has answered', sendAnswerFirst]
] as const;

describe.each(orders)('the bot’s own message that the socket shows %s', (_when, send) => {
	it.each(['bot', 'user'] as const)(
		'is shown as the bot’s in the chat of the dashboard, sent as %s',
		async (sendAs) => {
			const chat = await atChat();
			await send(chat, `hello as ${sendAs}`, sendAs);
			await expect.poll(() => senderOnPage(chat, `hello as ${sendAs}`)).toEqual([Own]);
			const [line] = await container.kick.events.recentChat(chat.guild.id);
			expect(line).toMatchObject({ isOwn: true, message: { content: `hello as ${sendAs}` } });
			expect((await container.kick.activity(chat.guild.id)).unwrap()).toMatchObject({ messages: 0, chatters: 0 });
		}
	);

	it('is sent as the bot’s by the stream of the page', async () => {
		const chat = await atChat();
		const stream = await PageStream.of(chat.browser, await chat.browser.open(chat.address));
		await send(chat, 'hello live', 'bot');
		const { html } = await stream.patch((patch) => patch.html.includes('hello live') && patch.html.includes(Own));
		expect((await chat.browser.open(chat.address)).html).toContain(html);
		stream.close();
	});
});

it.each([
	['before', sendEchoFirst],
	['after', sendAnswerFirst]
] as const)('the bot’s own message that a webhook brings %s the answer of Kick is the bot’s', async (when, send) => {
	const chat = await atChat();
	world.kick.chatRules.echoToWebhooks = true;
	world.kick.realtime.loses = () => true;
	await send(chat, `webhook ${when}`, 'bot');
	await expect.poll(() => senderOnPage(chat, `webhook ${when}`)).toEqual([Own]);
});

it('a message of the bot account is the bot’s, in either order', async () => {
	const chat = await atChat();
	const owner = chat.guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
	const reply = await owner.slash('kick link', { account: 'bot' });
	world.kick.oauth.signIn('writer');
	await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
	await reply.next();
	await sendEchoFirst(chat, 'echo first', 'auto');
	await sendAnswerFirst(chat, 'answer first', 'auto');
	await expect.poll(() => senderOnPage(chat, 'echo first')).toEqual([Own]);
	expect(await senderOnPage(chat, 'answer first')).toEqual([Own]);
});

it('the same words of the streamer and viewers are their own', async () => {
	const chat = await atChat();
	const { slug } = chat.streamer;
	await container.kick.send(chat.guild.id, 'good evening', { sendAs: 'user' });
	await world.kick.viewer(slug).says('good evening', { in: slug });
	await world.kick.viewer('ana').says('good evening', { in: slug });
	await expect
		.poll(async () => (await senderOnPage(chat, 'good evening')).filter((sender) => sender !== Own))
		.toHaveLength(2);
	expect((await senderOnPage(chat, 'good evening')).filter((sender) => sender === Own)).toHaveLength(1);
});

it('an own message can’t be replayed, in either order', async () => {
	const chat = await atChat();
	await sendEchoFirst(chat, 'not again', 'bot');
	const lines = () => container.kick.events.recentChat(chat.guild.id);
	await expect.poll(lines).toMatchObject([{ isOwn: true }]);
	const [line] = await lines();
	const refused = await container.kick.events.replay(line!.id, { guildId: chat.guild.id });
	expect(refused.unwrapErr().code).toBe('bad_request');
});

itLeavesNoTrace(world, errors);
