import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags, SlashCommandBuilder } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TestBot } from '../../discord/TestBot.js';
import { PageEvents, post, textOf } from './PageClient.js';
import { type StartedPage, startedPage } from './startedPage.js';

const command = new SlashCommandBuilder()
	.setName('kick')
	.setDescription('Kick chat')
	.addSubcommand((link) => link.setName('link').setDescription('Links'))
	.addSubcommand((say) =>
		say
			.setName('say')
			.setDescription('Says')
			.addStringOption((text) => text.setName('message').setDescription('Text').setRequired(true))
	);
const linkRow = new ActionRowBuilder<ButtonBuilder>().addComponents(
	new ButtonBuilder().setLabel('Link').setStyle(ButtonStyle.Link).setURL('http://localhost:1/auth/kick')
);

describe('an open page', () => {
	let started: StartedPage;
	let bot: TestBot;
	let url: string;
	let events: PageEvents;

	beforeAll(async () => {
		started = await startedPage(async ({ manager }, kick) => {
			await manager.says('before the page');
			const { messageId } = await kick.viewer('ana').says('first');
			await kick.viewer('bob').says('second', { replyTo: messageId });
			await fetch(`${kick.url}/public/v1/users`);
		});
		url = started.page.url;
		bot = await TestBot.start(started.discord, {
			commands: [command],
			onCommand: async (interaction) => {
				await interaction.reply({ content: 'Open **this**', components: [linkRow], flags: MessageFlags.Ephemeral });
				await interaction.editReply({ content: `Done: ${interaction.options.getSubcommand()}`, components: [] });
			}
		});
		await started.discord.ready({ commands: ['kick'] });
		events = await PageEvents.open(url);
	});

	afterAll(async () => {
		await bot.stop();
		await started.stop();
	});

	it('begins with the present users and the earlier events', async () => {
		const { scene, entries } = await events.snapshot();
		const shown = entries.map((entry) => [entry.side, entry.author?.name, textOf(entry), entry.repliesTo]);

		expect(scene).toMatchObject({ members: ['mia', 'leo', 'developer'], isLive: false });
		expect(scene.usages.map(({ path }) => path)).toEqual(['kick link', 'kick say']);
		expect(shown).toContainEqual(['discord', 'mia', 'before the page', null]);
		expect(shown).toContainEqual(['kick', 'ana', 'first', null]);
		expect(shown).toContainEqual(['kick', 'bob', 'second', 'ana: first']);
		expect(shown).toContainEqual(['wire', undefined, 'API GET /public/v1/users → 401', null]);
	});

	it('shows what a viewer writes', async () => {
		expect((await post(url, '/kick/messages', { as: 'ana', text: '<b>hi</b>' })).status).toBe(204);

		const entry = await events.entry(({ side }) => side === 'kick');
		expect(entry).toMatchObject({ kind: 'message', author: { name: 'ana', isBot: false } });
		expect(textOf(entry)).toBe('<b>hi</b>');
		expect(textOf(await events.entry(({ side }) => side === 'wire'))).toMatch(/^No webhook/);
	});

	it('shows a command, its private answer with a button, and the edit in its place', async () => {
		expect((await post(url, '/discord/messages', { as: 'mia', text: '/kick link' })).status).toBe(204);

		const typed = await events.entry(({ kind }) => kind === 'command');
		expect([typed.author?.name, textOf(typed), typed.visibleTo]).toEqual(['mia', '/kick link', null]);

		const answer = await events.entry(({ side, author }) => side === 'discord' && author?.isBot === true);
		expect(answer).toMatchObject({
			tags: ['only you can see this'],
			visibleTo: 'mia',
			buttons: [{ label: 'Link', url: 'http://localhost:1/auth/kick' }]
		});

		const edited = await events.entry(({ id }) => id === answer.id);
		expect([textOf(edited), edited.tags]).toEqual(['Done: link', ['only you can see this', 'edited']]);
		expect([edited.buttons, edited.at]).toEqual([[], answer.at]);
	});

	it('passes options on', async () => {
		await post(url, '/discord/messages', { as: 'leo', text: '/kick say message:hello: you all' });

		const typed = await events.entry(({ kind }) => kind === 'command');
		expect([typed.author?.name, textOf(typed)]).toEqual(['leo', '/kick say message:hello: you all']);
	});

	it('shows messages, direct messages and deletions', async () => {
		await post(url, '/discord/messages', { as: 'leo', text: '!kick say hi' });
		expect(textOf(await events.entry(({ author }) => author?.name === 'leo'))).toBe('!kick say hi');

		const leo = await bot.client.users.fetch(started.cast.guild.member('leo').id);
		const direct = await leo.send('psst');
		const entry = await events.entry((candidate) => textOf(candidate) === 'psst');
		expect([entry.tags, entry.visibleTo]).toEqual([['direct message'], 'leo']);

		await direct.delete();
		expect((await events.entry(({ id }) => id === entry.id)).tags).toEqual(['direct message', 'deleted']);
	});

	it('shows the reason why a command cannot be sent', async () => {
		const { status, body } = await post(url, '/discord/messages', { as: 'leo', text: '/kick sing' });
		const entry = await events.entry(({ kind, side }) => side === 'discord' && kind === 'note');

		expect(status).toBe(422);
		expect(entry).toMatchObject({ visibleTo: 'leo', isFailure: true });
		expect(textOf(entry)).toBe(`/kick sing\n${(JSON.parse(body) as { error: string }).error}`);
		expect(textOf(entry)).toContain('no subcommand "sing"');
	});

	it('goes live and ends the stream', async () => {
		await post(url, '/kick/stream', { live: true });
		expect((await events.scene()).isLive).toBe(true);
		expect(textOf(await events.entry(({ side }) => side === 'kick'))).toBe('mia_live goes live.');

		await post(url, '/kick/stream', { live: false });
		expect((await events.scene()).isLive).toBe(false);
		expect(started.cast.streamer.account.channel.liveSince).toBeNull();
	});

	it.each([
		['follow', 'cleo follows mia_live.'],
		['subscribe', 'cleo subscribes to mia_live.'],
		['gift', 'cleo gifts 5 subs.']
	])('lets a viewer %s', async (action, text) => {
		expect((await post(url, '/kick/actions', { as: 'cleo', action })).status).toBe(204);
		expect(await events.entry((entry) => textOf(entry) === text)).toMatchObject({ side: 'kick', kind: 'note' });
	});

	it('shows why a viewer can not write', async () => {
		await started.cast.streamer.bans('ana');

		expect((await post(url, '/kick/messages', { as: 'ana', text: 'hi' })).status).toBe(422);
		const entry = await events.entry(({ side, isFailure }) => side === 'kick' && isFailure);
		expect(textOf(entry)).toBe('ana is banned in mia_live');
	});

	it.each([
		['/kick/messages', { as: 'two words', text: 'hi' }],
		['/kick/messages', { as: 'ana', text: ' ' }],
		['/kick/messages', { as: 'ana', text: 'x'.repeat(501) }],
		['/kick/actions', { as: 'ana', action: 'raid' }],
		['/kick/stream', { live: 'yes' }]
	])('refuses %s with %o', async (path, body) => {
		expect((await post(url, path, body)).status).toBe(400);
	});

	it('shows webhooks with their status', async () => {
		const receiver = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
		await once(receiver, 'listening');
		const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
		await started.kick.deliver({ event: 'chat.message.sent', body: {}, url: address });
		receiver.close();
		receiver.closeAllConnections();

		const entry = await events.entry(({ side, parts }) => side === 'wire' && parts[0]?.text.includes('sent') === true);
		expect([textOf(entry), entry.isFailure]).toEqual(['Webhook chat.message.sent → 503', true]);
	});

	it('shows the clients of the live socket, and why they end', async () => {
		const client = new WebSocket(`${started.kick.pusherUrl}?protocol=7`);
		await started.kick.realtime.waitForConnections(1);
		started.kick.realtime.drop(4200);
		const entry = await events.entry(({ parts }) => parts[0]?.text.endsWith('closed with 4200') === true);
		client.terminate();
		expect([entry.side, textOf(entry), entry.isFailure]).toEqual([
			'wire',
			expect.stringMatching(/^Socket pusher [\d.]+ closed with 4200$/),
			false
		]);
	});
});

describe('stopping the page', () => {
	it('ends open pages and frees the port', async () => {
		const started = await startedPage();
		const pages = await Promise.all([PageEvents.open(started.page.url), PageEvents.open(started.page.url)]);
		await Promise.all(pages.map((page) => page.snapshot()));

		await started.page.stop();
		await Promise.all(pages.map((page) => page.ended()));
		await expect(fetch(started.page.url)).rejects.toThrow();
		await started.stop();
	});

	it('does not wait for a bot that does not answer', async () => {
		const started = await startedPage();
		const bot = await TestBot.start(started.discord, { commands: [command], onCommand: async () => {} });
		const events = await PageEvents.open(started.page.url);
		const sending = post(started.page.url, '/discord/messages', { as: 'mia', text: '/kick link' });
		const outcome = expect(sending).rejects.toThrow();
		await events.entry(({ kind }) => kind === 'command');

		await started.page.stop();
		await outcome;
		await bot.stop();
		await started.stop();
	});
});
