import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestWorld } from '../support/TestWorld.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';
import type { Visitor } from './support/Visitor.js';

const { world, chromium } = await useBrowserWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));

const Markup = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">"\'>';
const RightToLeft = '\u202edrow \u2067 \u05e9\u05dc\u05d5\u05dd';
const Stacked = `Z${'\u0363\u036b\u0349'.repeat(400)}`;

/** Checks that none of it ran, none of it became an element, and the page's policy did not have to block anything. */
async function isUnharmed({ page, complaints, elsewhere }: Visitor): Promise<void> {
	expect(await page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined();
	expect(await page.locator('script:not([src]), [onerror], [onload], iframe, object, style').count()).toBe(0);
	expect(complaints).toEqual([]);
	expect(elsewhere).toEqual([]);
	const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	expect(widths[0]).toBe(widths[1]);
}

async function at(
	path: string,
	width = 1_280
): Promise<{ visitor: Visitor; page: Page } & Awaited<ReturnType<TestWorld['createLinkedCommunity']>>> {
	const community = await world.createLinkedCommunity();
	const visitor = await chromium.loggedIn(community.manager, { viewport: { width, height: 900 } });
	const page = await visitor.open(`/${community.guild.id}/${path}`);
	return { ...community, visitor, page };
}

describe('a chat message', () => {
	let place: Awaited<ReturnType<typeof at>>;
	beforeAll(async () => {
		place = await at('chat', 360);
	});

	it.each([
		['with markup', Markup],
		['of 5,000 characters', 'a'.repeat(5_000)],
		['of 5,000 characters that need escaping', '<&"\'>'.repeat(1_000)],
		['with right-to-left marks', RightToLeft],
		['with marks stacked upon each other', Stacked],
		['with emotes whose names are markup', `[emote:1:${Markup}] [emote:../../x:y] [emote:2:${RightToLeft}]`]
	])('%s is text in the live chat, in the log and on its page', async (_kind, text) => {
		const { guild, page, streamer, visitor } = place;
		const lines = page.locator('#chat-lines > li');
		const before = await lines.count();
		await world.kick.viewer('mallory').says(text, { in: streamer.slug });
		await lines.nth(before).waitFor();
		await isUnharmed(visitor);
		await visitor.follow('Log');
		await page.locator('#events .what a').first().click();
		await page.getByText('Technical details').click();
		await visitor.reads('"content"');
		await isUnharmed(visitor);
		await visitor.open(`/${guild.id}/chat`);
		await visitor.reads('Live updates are on.');
		await isUnharmed(visitor);
	});

	it('with right-to-left marks changes the direction of nothing around it', async () => {
		const { page, streamer } = await at('chat');
		await world.kick.viewer(`m\u202e${'x'.repeat(5)}`).says(RightToLeft, { in: streamer.slug });
		const line = page.locator('#chat-lines > li');
		await line.waitFor();
		const leftOf = async (selector: string) => (await line.locator(selector).boundingBox())?.x ?? Number.NaN;
		const order = [await leftOf('time'), await leftOf('.name'), await leftOf('.text'), await leftOf('.source')];
		expect(order).toEqual(order.toSorted((one, other) => one - other));
	});

	it('with stacked marks covers no other message', async () => {
		const { page, streamer } = await at('chat');
		await world.kick.viewer('mallory').says(Stacked, { in: streamer.slug });
		await world.kick.viewer('ana').says('hello', { in: streamer.slug });
		const lines = page.locator('#chat-lines > li');
		await lines.nth(1).waitFor();
		expect(await lines.first().evaluate((element) => getComputedStyle(element).contain)).toBe('paint');
	});
});

describe('a channel name', () => {
	it('that is markup, very long, reversed, or an address is refused as text', async () => {
		const { guild, manager } = world.createCommunity();
		const visitor = await chromium.loggedIn(manager);
		for (const name of [Markup, RightToLeft, 'a'.repeat(5_000), '../../admin', 'javascript:alert(1)']) {
			const page = await visitor.open(`/${guild.id}/settings`);
			const field = page.getByLabel('Kick Channel Username');
			// Other clients can send what the page's own limits prevent.
			await field.evaluate((input) => {
				for (const limit of ['maxlength', 'pattern', 'required']) input.removeAttribute(limit);
			});
			await field.fill(name);
			await visitor.press('Save');
			await page.locator('.notice.failed').waitFor();
			await isUnharmed(visitor);
		}
	});
});

describe('names of servers and people', () => {
	it('are text on every page', async () => {
		const guild = world.discord.addGuild({ name: `${Markup.slice(0, 60)}${RightToLeft}` });
		const manager = guild.addMember('"><script>window.pwned = 1</script>', { permissions: ['ManageGuild'] });
		const visitor = await chromium.loggedIn(manager);
		for (const path of [
			'',
			`/${guild.id}/settings`,
			`/${guild.id}/chat`,
			`/${guild.id}/activity`,
			`/${guild.id}/log`
		]) {
			await visitor.open(path);
			await isUnharmed(visitor);
			expect(await visitor.page.title()).toContain('Kick dashboard');
		}
	});
});

describe('an address', () => {
	it('adds nothing to the page, for any content', async () => {
		const { guild, visitor } = await at('log');
		for (const path of [
			'log?type=<script>window.pwned=1</script>&state="><script>',
			'log/%3Cscript%3Ewindow.pwned=1%3C%2Fscript%3E',
			'activity?hours="><img src=x onerror=window.pwned=1>',
			'%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E'
		]) {
			const page = await visitor.open(`/${guild.id}/${path}`);
			// Chromium reports each 404.
			visitor.complaints.length = 0;
			expect(await page.content()).not.toContain('pwned');
			await isUnharmed(visitor);
		}
	});
});
