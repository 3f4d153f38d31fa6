import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { everyPage, type Scene } from '../e2e/support/everyPage.js';
import { playEvening } from '../e2e/support/scene.js';
import { useBrowserWorld } from '../e2e/support/useBrowserWorld.js';
import type { Visitor } from '../e2e/support/Visitor.js';
import type { Community } from '../support/TestWorld.js';

/** Takes the pictures of docs/dashboard.md: `npm run screenshots`. */
const Folder = 'docs/images/dashboard';
const Shown = [
	'welcome',
	'design',
	'servers',
	'overview',
	'overview-empty',
	'settings-empty',
	'settings',
	'unlink',
	'chat',
	'activity',
	'log',
	'event',
	'history',
	'editors'
];
const OnPhones = ['overview', 'chat', 'activity', 'log'];

const { world, chromium } = await useBrowserWorld();
let scene: Scene;

beforeAll(async () => {
	const filled = await createNamedCommunity();
	await world.link(filled);
	const empty = world.discord.addGuild({ name: 'Climbers' });
	empty.addMember(filled.manager.user, { permissions: ['ManageGuild'] });
	scene = { filled, empty: { ...filled, guild: empty }, ...(await playEvening(world, filled)) };
	await rm(Folder, { recursive: true, force: true });
	await mkdir(Folder, { recursive: true });
});

async function createNamedCommunity(): Promise<Community> {
	const guild = world.discord.addGuild({ name: "Mia's Discord" });
	const manager = guild.addMember('mia', { permissions: ['ManageGuild', 'ManageMessages'] });
	const streamer = world.kick.addStreamer('mia_live', { username: 'Mia_Live' });
	await manager.slash('kick channel', { name: streamer.slug });
	return { guild, manager, streamer };
}

it.each(['light', 'dark'] as const)(
	'takes a picture of every page, %s',
	async (colorScheme) => {
		const options = { colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' };
		const stranger = await chromium.visitor(options);
		const manager = await chromium.loggedIn(scene.filled.manager, options);
		const pages = everyPage(scene).filter(({ name }) => Shown.includes(name));
		for (const { name, open, isPublic } of pages) {
			const visitor = isPublic ? stranger : manager;
			await visitor.page.setViewportSize({ width: 1_280, height: 640 });
			await open(visitor);
			await take(visitor, `${name}-${colorScheme}`);
		}
		expect(pages.map(({ name }) => name).sort()).toEqual(Shown.toSorted());
	},
	120_000
);

it('takes pictures of some pages on a phone', async () => {
	const visitor = await chromium.loggedIn(scene.filled.manager, {
		viewport: { width: 360, height: 740 },
		locale: 'en-GB',
		timezoneId: 'Europe/Berlin'
	});
	const pages = everyPage(scene).filter(({ name }) => OnPhones.includes(name));
	for (const { name, open } of pages) {
		await open(visitor);
		await take(visitor, `${name}-phone`, 740);
	}
	expect(pages).toHaveLength(OnPhones.length);
});

async function take({ page }: Visitor, name: string, mostHigh = 1_250): Promise<void> {
	await page.waitForFunction(() => [...document.images].every((image) => image.loading === 'lazy' || image.complete));
	const status = page.locator('[data-stream]');
	if ((await status.count()) > 0) await status.getByText(/^Live updates are on/).waitFor();
	const [width = 0, height = 0] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
	// The sidebar and the bar at the bottom are as high as the window.
	await page.setViewportSize({ width, height: Math.min(height, mostHigh) });
	await page.screenshot({ path: join(Folder, `${name}.png`) });
}
