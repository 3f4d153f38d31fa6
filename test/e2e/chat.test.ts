import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { useBrowserWorld } from './support/useBrowserWorld.js';
import { violationsOf } from './support/violationsOf.js';

const { world, chromium } = await useBrowserWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));

const Phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Opens the chat of a new server, with messages in it. */
async function atChat(count: number, options: Parameters<typeof chromium.visitor>[0] = {}) {
	const community = await world.createLinkedCommunity();
	const says = (text: string, name = 'ana') => world.kick.viewer(name).says(text, { in: community.streamer.slug });
	for (let number = 1; number <= count; number++) await says(`message ${number}`);
	await expect.poll(async () => (await container.kick.events.recentChat(community.guild.id, 500)).length).toBe(count);
	const visitor = await chromium.loggedIn(community.manager, options);
	const page = await visitor.open(`/${community.guild.id}/chat`);
	if (options.javaScriptEnabled !== false) await visitor.reads('Live updates are on.');
	const chat = page.getByRole('log');
	const message = page.getByRole('textbox', { name: 'Message' });
	return { ...community, chat, message, page, says, visitor };
}

describe('a reply', () => {
	it('is written without a new page, and can be cancelled', async () => {
		const { chat, message, page, says, streamer, visitor } = await atChat(1);
		const { messageId } = await says('who <i>wins</i>? [emote:37226:KEKW]', 'ben');
		const address = page.url();
		const reply = chat.getByRole('link', { name: 'Reply to ben' });
		await reply.click();
		await page.getByText('Replying to ben: who <i>wins</i>? :KEKW:').waitFor();
		expect(await message.evaluate((field) => field === document.activeElement)).toBe(true);
		await page.keyboard.press('Escape');
		await page.getByText('Replying to').waitFor({ state: 'hidden' });
		await reply.click();
		await visitor.follow('Cancel the reply');
		await page.getByText('Replying to').waitFor({ state: 'hidden' });
		await reply.click();
		expect(page.url()).toBe(address);
		await message.fill('you do');
		await visitor.press('Send');
		await visitor.isTold('Sent by API.');
		expect(world.kick.chat(streamer.slug).at(-1)).toMatchObject({ content: 'you do', replyTo: messageId });
		expect(visitor.complaints).toEqual([]);
	});

	it('works without a script', async () => {
		const { chat, message, streamer, visitor } = await atChat(1, { javaScriptEnabled: false });
		await chat.getByRole('link', { name: 'Reply to ana' }).click();
		await visitor.reads('Replying to ana: message 1');
		await message.fill('an answer');
		await visitor.press('Send');
		await visitor.isTold('Sent by API.');
		const [question, answer] = world.kick.chat(streamer.slug);
		expect(answer).toMatchObject({ content: 'an answer', replyTo: question?.id });
	});
});

describe('a reader who scrolls up', () => {
	it('keeps the place while messages arrive, and returns to the newest by a button that counts them', async () => {
		const { chat, page, says } = await atChat(50);
		const place = () => chat.evaluate((box) => box.scrollTop);
		await chat.evaluate((box) => box.scrollTo({ top: 40, behavior: 'instant' }));
		await page.getByRole('button', { name: 'Jump to the newest' }).waitFor();
		await says('the first new one');
		await page.getByRole('button', { name: '1 new message' }).waitFor();
		await says('the second new one');
		const jump = page.getByRole('button', { name: '2 new messages' });
		await jump.waitFor();
		expect(await place()).toBe(40);
		await jump.click();
		await jump.waitFor({ state: 'hidden' });
		expect(await chat.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(2);
		expect(await chat.evaluate((box) => box === document.activeElement)).toBe(true);
		await says('the third new one');
		await page.getByText('the third new one').waitFor();
		expect(await page.locator('[data-jump]').isVisible()).toBe(false);
	});

	it('loses no message to the limit of the list', async () => {
		const { chat, page, says } = await atChat(50);
		const lines = chat.locator('li[id]');
		await chat.evaluate((box) => box.scrollTo({ top: 0, behavior: 'instant' }));
		await page.getByRole('button', { name: 'Jump to the newest' }).waitFor();
		for (let number = 51; number <= 210; number++) await says(`message ${number}`);
		await page.getByRole('button', { name: '160 new messages' }).waitFor();
		expect(await lines.first().textContent()).toContain('message 1');
		expect(await lines.count()).toBe(210);
		await page.getByRole('button', { name: '160 new messages' }).click();
		await says('the last one');
		await page.getByText('the last one').waitFor();
		await expect.poll(() => lines.count()).toBe(200);
	}, 120_000);
});

describe('the filter by name', () => {
	it('hides the messages of others while the person types, and new ones as well', async () => {
		const { chat, page, says, visitor } = await atChat(2);
		await says('from ben', 'Benedict');
		await visitor.reads('from ben');
		const shown = () => chat.locator('li[id] .message').filter({ visible: true }).allTextContents();
		const filter = page.getByRole('searchbox', { name: 'Filter by name' });
		await filter.fill('BENE');
		expect(await shown()).toEqual(['Benedict: from ben']);
		await says('from ana');
		await says('ben again', 'Benedict');
		await visitor.reads('ben again');
		expect(await shown()).toEqual(['Benedict: from ben', 'Benedict: ben again']);
		await filter.fill('zoe');
		await page.getByText('No messages from this name').waitFor();
		await filter.fill('');
		await expect.poll(async () => (await shown()).length).toBe(5);
		expect(await page.getByText('No messages from this name').isVisible()).toBe(false);
	});
});

describe('the emote picker', () => {
	it('inserts an emote of this chat at the cursor', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		await world.kick.viewer('ana').says('[emote:37226:KEKW] lol', { in: streamer.slug });
		await expect.poll(async () => (await container.kick.events.recentChat(guild.id)).length).toBe(1);
		const visitor = await chromium.loggedIn(manager);
		const page = await visitor.open(`/${guild.id}/chat`);
		const message = page.getByRole('textbox', { name: 'Message' });
		await message.fill('so funny');
		await message.press('Home');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		await visitor.press('Emotes');
		await page.getByRole('button', { name: ':KEKW:' }).click();
		expect(await message.inputValue()).toBe('so [emote:37226:KEKW] funny');
		expect(await message.evaluate((field) => field === document.activeElement)).toBe(true);
	});

	it('is left out without a script', async () => {
		const { page } = await atChat(1, { javaScriptEnabled: false });
		expect(await page.getByRole('button', { name: 'Emotes' }).isVisible()).toBe(false);
	});
});

describe('the page', () => {
	it.each([
		['a phone', Phone],
		['a phone without a script', { ...Phone, javaScriptEnabled: false }],
		['a desktop', { viewport: { width: 1_280, height: 700 } }]
	])('keeps the form in sight on %s, without scrolling as a whole', async (_name, options) => {
		const { message, page } = await atChat(50, options);
		const { height } = options.viewport;
		const box = (await page.getByRole('button', { name: 'Send' }).boundingBox())!;
		const bar = await page.locator('.bottombar').boundingBox();
		expect(box.y + box.height).toBeLessThan(bar?.y ?? height);
		expect(await message.isVisible()).toBe(true);
		expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(height);
	});

	it('shows the reply button on touch, and on a desktop once the line has the focus', async () => {
		const opacity = (page: Awaited<ReturnType<typeof atChat>>['page']) =>
			page
				.locator('.actions')
				.first()
				.evaluate((actions) => getComputedStyle(actions).opacity);
		const phone = await atChat(1, Phone);
		expect(await opacity(phone.page)).toBe('1');
		const desktop = await atChat(1);
		await desktop.page.mouse.move(0, 0);
		expect(await opacity(desktop.page)).toBe('0');
		await desktop.chat.getByRole('link', { name: 'Reply to ana' }).focus();
		expect(await opacity(desktop.page)).toBe('1');
	});

	it('has no finding of axe with details, a reply, a filter without result and the picker open', async () => {
		const { chat, page, says, visitor } = await atChat(3);
		world.kick.viewer('cleo').account.badges = [
			{ type: 'subscriber', text: 'Subscriber', count: 3 },
			{ type: 'new_one', text: 'New one' }
		];
		await says('hi', 'cleo');
		await chat.getByRole('link', { name: 'Reply to cleo' }).click();
		await chat.locator('summary').last().click();
		expect(await violationsOf(page)).toEqual([]);
		await visitor.press('Emotes');
		expect(await violationsOf(page)).toEqual([]);
		await page.keyboard.press('Escape');
		await page.getByRole('searchbox', { name: 'Filter by name' }).fill('no such name');
		expect(await violationsOf(page)).toEqual([]);
	});
});
