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

/** Returns the text of each message on the page, oldest first, without its time. */
function linesOf({ html }: Page): string[] {
	const lines = /<ol id="chat-lines"[^>]*>(.*?)<\/ol>/s.exec(html)?.[1]?.split('</li>').slice(0, -1) ?? [];
	return lines.map((line) =>
		line
			.replace(/<time.*?<\/time>/s, '')
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
		account.badges = [{ type: 'vip', text: 'VIP' }];
		const { messageId } = await says('hello [emote:37226:KEKW] there');
		account.badges = [];
		account.color = '#808080';
		await says('me too', { replyTo: messageId });
		const chat = await browser.open(page.url);
		expect(linesOf(chat)).toEqual([
			'VIP ana: hello :KEKW: there Webhook',
			'Reply to ana: hello [emote:37226:KEKW] there ana: me too Webhook'
		]);
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
		expect(long).toMatch(/^ana: &lt;img src=x onerror=alert\(1\)> &quot;quoted&quot; a+… Webhook$/);
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
		expect(linesOf(sent)).toEqual([expect.stringMatching(/: hello &lt;b>all&lt;\/b> sent by this bot$/)]);
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
