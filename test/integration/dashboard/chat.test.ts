import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import type { Page } from '../../../sandbox/browser/Page.js';
import { post, request } from '../../support/dashboardRequests.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PageStream } from '../../support/PageStream.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));
const announced = new HeardEvents(world.client);
const errors = recordErrors();

afterEach(() => world.kick.faults.clear());

const chatOf = ({ id }: { id: string }) => `${world.url}/dashboard/${id}/chat`;

async function atChat() {
	const community = await world.createLinkedCommunity();
	const { browser } = await world.logIn(community.manager);
	const { guild, streamer } = community;
	const says = async (text: string, options: { replyTo?: string } = {}) => {
		const said = await world.kick.viewer('ana').says(text, { in: streamer.slug, ...options });
		await announced.waitFor(guild.id, 1);
		return said;
	};
	return { ...community, browser, says, page: await browser.open(chatOf(guild)) };
}

/** Returns the markup of each message on the page, oldest first. */
function itemsOf({ html }: Page): string[] {
	const items = /<ol id="chat-lines"[^>]*>(.*?)<\/ol>/s.exec(html)?.[1]?.split('</li>').slice(0, -1) ?? [];
	return items.filter((item) => !item.includes('<li class="day">'));
}

/** Returns the text of each message on the page, oldest first, without its details and its buttons. */
function linesOf(page: Page): string[] {
	return itemsOf(page).map((line) =>
		line
			.replace(/<span class="avatar.*?<\/bdi>/s, '')
			.replace(/<div class="actions">.*$/s, '')
			.replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1')
			.replace(/<[^>]*>/g, '')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

describe('the chat', () => {
	it('explains itself while it is empty', async () => {
		const { page } = await atChat();
		expect(linesOf(page)).toEqual([]);
		expect(page.text).toContain('No messages yet');
	});

	it('shows messages of viewers, oldest first, with badges, replies, emotes and readable name colours', async () => {
		const { browser, page, says } = await atChat();
		const { account } = world.kick.viewer('ana');
		account.badges = [
			{ type: 'vip', text: 'anything' },
			{ type: 'subscriber', text: 'Subscriber', count: 3 },
			{ type: 'constructor', text: 'New one' }
		];
		const { messageId } = await says('hello [emote:37226:KEKW] there');
		account.badges = [];
		account.color = '#808080';
		await says('me too', { replyTo: messageId });
		const chat = await browser.open(page.url);
		expect(linesOf(chat)).toEqual([
			'VIP Subscriber for 3 months New one ana: hello :KEKW: there',
			'Reply to ana: hello :KEKW: there ana: me too'
		]);
		expect(chat.html).toMatch(/<span class="chat-badge hue-\d+" title="VIP"><svg class="icon"/);
		expect(chat.html).toContain('src="/dashboard/emotes/37226"');
		expect(chat.html).toContain('<bdi class="name hue-7">ana</bdi>');
		expect(chat.html).toContain('<bdi class="name">ana</bdi>');
	});

	it('shows every message as text, shortened if necessary', async () => {
		const { browser, page, says } = await atChat();
		await says(`<img src=x onerror=alert(1)> "quoted" ${'a'.repeat(5_000)}`);
		await says(`[emote:1:"><script>alert(1)</script>] [emote:${'9'.repeat(30)}:x] ${'[emote:1:x]'.repeat(60)}`);
		const chat = await browser.open(page.url);
		const [long = '', emotes = ''] = linesOf(chat);
		expect(long).toMatch(/^ana: &lt;img src=x onerror=alert\(1\)> &quot;quoted&quot; a+…$/);
		expect(long.length).toBeLessThan(1_100);
		expect(emotes).toContain('[emote:999');
		expect(chat.html).not.toMatch(/<script>|<img src=x/);
		expect(chat.html.split('<img class="emote"')).toHaveLength(41);
	});

	it('is updated live, in the order of the page, with exactly the page’s lines', async () => {
		const { browser, page, says } = await atChat();
		const stream = await PageStream.of(browser, page);
		await says('<i>live</i>');
		const { html, list } = await stream.patch((patch) => patch.html.includes('live'));
		expect(list).toBe('chat-lines');
		expect((await browser.open(page.url)).html).toContain(html);
		stream.close();
	});

	it('shows the picture of each sender through the bot, and where a message came from in its details', async () => {
		const { browser, page, says } = await atChat();
		const { messageId } = await says('hello');
		const [item = ''] = itemsOf(await browser.open(page.url));
		const picture = /<span class="avatar little[^>]*>.*?<img src="([^"]*)"/.exec(item)?.[1]?.replaceAll('&amp;', '&');
		const answer = await request(browser, new URL(picture ?? '', page.url).href);
		expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
		const details = /<details.*<\/details>/s.exec(item)?.[0] ?? '';
		expect(details).toContain('<dt>Source</dt><dd>Webhook</dd>');
		expect(details).toContain(messageId);
		expect(item.replace(details, '')).not.toContain('Webhook');
	});

	it('shows a day above its first message, unless it is today', async () => {
		const { browser, guild, page, says, streamer } = await atChat();
		await says('today');
		const [{ id } = { id: '' }] = await container.kick.events.recentChat(guild.id);
		await world.place.run(
			`UPDATE kick_events SET received_at = ${Date.UTC(2026, 0, 2)} WHERE type = 'chat.message.sent'`
		);
		await world.kick.viewer('ana').says('also today', { in: streamer.slug });
		await announced.waitFor(guild.id, 2);
		const { html } = await browser.open(page.url);
		const days = [...html.matchAll(/<li class="day"><time[^>]*>([^<]*)<\/time><\/li><li id="chat-([^"]*)"/g)];
		const today = new Date().toISOString().slice(0, 10);
		expect(days.map(([, day, first]) => [day, first === id])).toEqual([
			['2026-01-02', true],
			[today, false]
		]);
	});

	it('of one name is shown by the filter, in any case, and says when there is none', async () => {
		const { browser, guild, page, says, streamer } = await atChat();
		await says('from ana');
		await world.kick.viewer('Benedict').says('from ben', { in: streamer.slug });
		await announced.waitFor(guild.id, 2);
		const filtered = await (await browser.open(page.url)).submit('Filter', { name: 'bENE' });
		expect(linesOf(filtered)).toEqual(['Benedict: from ben']);
		expect(filtered.html).toContain('<div data-no-match="true" hidden>');
		const none = await filtered.submit('Filter', { name: '"><i>' });
		expect(linesOf(none)).toEqual([]);
		expect(none.html).toMatch(/<div data-no-match="true"><div class="empty-state">/);
		expect(none.html).toContain('value="&quot;>&lt;i>"');
		expect(linesOf(await none.click('Show all'))).toEqual(['ana: from ana', 'Benedict: from ben']);
	});

	it('of another channel is not shown to a server that only names it', async () => {
		const { guild, says, streamer } = await atChat();
		await says('only for us');
		const curious = world.createCommunity();
		await curious.manager.slash('kick channel', { name: streamer.slug });
		const { browser } = await world.logIn(curious.manager);
		expect(linesOf(await browser.open(chatOf(curious.guild)))).toEqual([]);
		expect((await browser.open(chatOf(guild))).status).toBe(404);
	});
});

describe('the box to send', () => {
	it('sends, and says how the message was sent; the chat shows it as the bot’s', async () => {
		const { page, streamer } = await atChat();
		const sent = await page.submit('Send', { message: ' hello <b>all</b> ' });
		expect(sent.url).toBe(page.url);
		expect(sent.html).toContain('class="notice ok');
		expect(sent.text).toContain('Sent by API. Kick shows it as the bot.');
		expect(world.kick.chat(streamer.slug).map(({ content }) => content)).toEqual(['hello <b>all</b>']);
		expect(linesOf(sent)).toEqual([expect.stringMatching(/^Bot This bot bot: hello &lt;b>all&lt;\/b>$/)]);
		expect(/<input [^>]*name="message"[^>]*>/.exec(sent.html)?.[0]).not.toContain('value=');
	});

	it('keeps a text that could not be sent, and says why', async () => {
		const { page, streamer } = await atChat();
		world.kick.chatRules.refusal = 'SLOW_MODE_ERROR';
		const refused = await page.submit('Send', { message: 'too "fast"' });
		world.kick.chatRules.refusal = null;
		expect(refused.html).toContain('class="notice failed"');
		expect(refused.text).toContain('Slow mode is on in this chat');
		expect(refused.html).toContain('value="too &quot;fast&quot;"');
		expect((await refused.submit('Send')).text).toContain('Sent by API.');
		expect(world.kick.chat(streamer.slug).map(({ content }) => content)).toEqual(['too "fast"']);
	});

	it('refuses an empty text, and one that is too long', async () => {
		const { guild, page } = await atChat();
		expect((await page.submit('Send', { message: ' \t ' })).text).toContain('Write something first.');
		const long = await (await page.click('Chat')).submit('Send', { message: 'a'.repeat(2_001) });
		expect(long.text).toContain('Write at most 2000 characters.');
		expect(await container.kick.events.recentChat(guild.id)).toEqual([]);
	});

	it('needs a linked account, and says so', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const refused = await (await browser.open(chatOf(guild))).submit('Send', { message: 'hello' });
		expect(refused.text).toContain('No OAuth token found. The streamer has to link the Kick account');
	});

	it('sends nothing for a manager of another server', async () => {
		const { guild, streamer } = await atChat();
		const { browser } = await world.logIn(world.createCommunity().manager);
		expect((await post(browser, `${chatOf(guild)}/say`, { message: 'hello' })).status).toBe(404);
		expect(world.kick.chat(streamer.slug)).toEqual([]);
	});
});

describe('a reply', () => {
	it('is written on a page of its own, and only its first part is a reply on Kick', async () => {
		const { browser, page, says, streamer } = await atChat();
		const { messageId } = await says('who <b>wins</b>? [emote:37226:KEKW]');
		const form = await (await browser.open(page.url)).click('Reply to ana');
		expect(form.text).toContain('Replying to ana : who <b>wins</b>? :KEKW:');
		const sent = await form.submit('Send', { message: `${'a'.repeat(500)} ${'b'.repeat(20)}` });
		expect(sent.text).toContain('It was split into 2 messages.');
		expect(sent.url).toBe(page.url);
		const replies = world.kick.chat(streamer.slug).slice(-2);
		expect(replies.map(({ content, replyTo }) => [content[0], replyTo])).toEqual([
			['a', messageId],
			['b', null]
		]);
	});

	it('keeps its text and its message if it could not be sent', async () => {
		const { browser, page, says, streamer } = await atChat();
		const { messageId } = await says('a question');
		world.kick.chatRules.refusal = 'SLOW_MODE_ERROR';
		const form = await (await browser.open(page.url)).click('Reply to ana');
		const refused = await form.submit('Send', { message: 'an answer' });
		world.kick.chatRules.refusal = null;
		expect(refused.text).toContain('Slow mode is on in this chat');
		expect(refused.text).toContain('Replying to ana : a question');
		await refused.submit('Send');
		expect(world.kick.chat(streamer.slug).at(-1)).toMatchObject({ content: 'an answer', replyTo: messageId });
	});

	it('to a message that Kick no longer knows is sent without a reply, and the page says so', async () => {
		const { browser, page, says, streamer } = await atChat();
		await says('soon deleted');
		const form = await (await browser.open(page.url)).click('Reply to ana');
		const body = { message: 'Bad request', data: 'ORIGINAL_MESSAGE_NOT_FOUND_ERROR' };
		world.kick.faults.next('POST /public/v1/chat', { status: 400, body });
		const sent = await form.submit('Send', { message: 'too late' });
		expect(sent.html).toContain('class="notice warning"');
		expect(sent.text).toContain('Kick does not know the message to reply to, so it was sent without a reply.');
		expect(world.kick.chat(streamer.slug).at(-1)).toMatchObject({ content: 'too late', replyTo: null });
	});

	it('is refused for a message of another server, and for one that does not exist', async () => {
		const other = await atChat();
		await other.says('a secret');
		const [line] = await container.kick.events.recentChat(other.guild.id);
		const { browser, guild, streamer } = await atChat();
		for (const reply of [line!.id, line!.message.id, 'nothing', '%']) {
			const page = await browser.open(`${chatOf(guild)}?${new URLSearchParams({ reply })}`);
			expect(page.text).not.toContain('a secret');
			const refused = await page.submit('Send', { message: 'hello', reply });
			expect(refused.text).toContain('The message to reply to is not in the log. Nothing was sent.');
			expect(refused.html).toContain('value="hello"');
		}
		expect(world.kick.chat(streamer.slug)).toEqual([]);
	});
});

describe('the emotes of the picker', () => {
	it('are those of this channel’s messages, most used first, without names that are no words', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const texts = ['[emote:1:once]', '[emote:2:twice] [emote:3:two words]', '[emote:2:twice] [emote:4:"><b>]'];
		for (const text of texts) await world.kick.viewer('ana').says(text, { in: streamer.slug });
		await announced.waitFor(guild.id, texts.length);
		const { browser } = await world.logIn(manager);
		const { html } = await browser.open(chatOf(guild));
		const offered = [...html.matchAll(/data-emote="([^"]*)"><img class="emote" src="([^"]*)"/g)];
		expect(offered.map(([, token, source]) => [token, source])).toEqual([
			['[emote:2:twice]', '/dashboard/emotes/2'],
			['[emote:1:once]', '/dashboard/emotes/1']
		]);
		const other = await atChat();
		expect(other.page.html).not.toContain('data-emote=');
		expect(other.page.text).toContain('Emotes that people use in this chat appear here.');
	});
});

describe('the picture of an emote', () => {
	it('comes through the bot, once for all, and only for people who are logged in', async () => {
		const { browser } = await atChat();
		const address = `${world.url}/dashboard/emotes/37226`;
		const asked = () => world.kick.calls.filter(({ path }) => path === '/emotes/37226/fullsize').length;
		const pictures = await Promise.all([1, 2, 3].map(() => request(browser, address)));
		for (const picture of pictures) {
			expect(picture.status).toBe(200);
			expect(picture.headers.get('content-type')).toBe('image/png');
			expect(
				Buffer.from(await picture.arrayBuffer())
					.subarray(1, 4)
					.toString()
			).toBe('PNG');
		}
		expect(asked()).toBe(1);
		expect((await request(new Browser(), address)).status).toBe(404);
	});

	it('does not exist for a wrong number', async () => {
		const { browser } = await atChat();
		for (const id of ['abc', '-1', '1'.repeat(21), '..%2fx', '%00']) {
			expect([id, (await request(browser, `${world.url}/dashboard/emotes/${id}`)).status]).toEqual([id, 404]);
		}
	});
});

itLeavesNoTrace(world, errors);
