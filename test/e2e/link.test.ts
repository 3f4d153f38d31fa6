import { describe, expect, it } from 'vitest';
import type { Chromium } from './support/Chromium.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';
import { violationsOf } from './support/violationsOf.js';

const { world, chromium } = await useBrowserWorld();

const Button = { name: 'Continue to Kick' };

/** A link that was started in Discord, and a browser without its cookies. */
async function started(options: Parameters<Chromium['visitor']>[0] = {}, guildName?: string) {
	const community = world.createCommunity({ name: guildName });
	world.kick.oauth.signIn(community.streamer.slug);
	const address = await world.linkAddress(community.manager);
	return { ...community, address, visitor: await chromium.visitor(options) };
}

describe('the page of a link in a browser', () => {
	it('leads to Kick and back, although its policy allows no form to end elsewhere', async () => {
		const { address, guild, streamer, visitor } = await started();
		await visitor.page.goto(address);
		await visitor.reads(guild.name);
		await visitor.press(Button.name);
		await visitor.press('Allow');
		await visitor.reads(`${streamer.username} is linked to ${guild.name}`);
		expect(await visitor.context.cookies()).toEqual([]);
		expect([visitor.complaints, visitor.elsewhere]).toEqual([[], []]);
	});

	it('links the account when its button is pressed by a double click', async () => {
		const { address, guild, streamer, visitor } = await started();
		await visitor.page.goto(address);
		await visitor.page.getByRole('button', Button).dblclick();
		await visitor.page.waitForURL(/\/oauth\/authorize/);
		await visitor.press('Allow');
		await visitor.reads(`${streamer.username} is linked to ${guild.name}`);
	});

	it('links the account when it was pressed in two tabs, whichever finishes first', async () => {
		const { address, guild, streamer, visitor } = await started();
		const other = await visitor.context.newPage();
		for (const page of [visitor.page, other]) await page.goto(address);
		for (const page of [visitor.page, other]) await page.getByRole('button', Button).click();
		await visitor.press('Allow');
		await visitor.reads(`${streamer.username} is linked to ${guild.name}`);
		await other.getByRole('button', { name: 'Allow' }).click();
		await other.getByText('This link was already used').first().waitFor();
	});

	it.each([
		{ colorScheme: 'light', width: 1_920 },
		{ colorScheme: 'dark', width: 360 }
	] as const)('fits, and has no finding of axe: $colorScheme, $width pixels', async ({ colorScheme, width }) => {
		const one = await world.createLinkedCommunity();
		const { address, visitor } = await started({ colorScheme, viewport: { width, height: 800 } });
		world.kick.oauth.signIn(one.streamer.slug);
		const { page } = visitor;
		const pollPage = async () => {
			expect(await violationsOf(page)).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
		};
		await page.goto(address);
		await pollPage();
		await visitor.press(Button.name);
		await visitor.press('Allow');
		await visitor.reads('is also linked to the Discord servers below');
		await pollPage();
		await visitor.press(`Unlink from ${one.guild.name}`);
		await visitor.reads(`is no longer linked to ${one.guild.name}`);
		await pollPage();
		expect([visitor.complaints, visitor.elsewhere]).toEqual([[], []]);
	});

	it('fits on a phone with the longest name that a Discord server may have', async () => {
		const name = 'W'.repeat(100);
		const { address, visitor } = await started({ viewport: { width: 360, height: 800 } }, name);
		const { page } = visitor;
		const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
		await page.goto(address);
		await visitor.reads(name);
		await fits();
		await visitor.press(Button.name);
		await visitor.press('Allow');
		await visitor.reads(`is linked to ${name}`);
		await fits();
	});
});
