import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './support/Chromium.js';
import { everyPage, type PageOfDashboard, type Scene, unfold } from './support/everyPage.js';
import { playEvening } from './support/scene.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';
import type { Visitor } from './support/Visitor.js';
import { violationsOf } from './support/violationsOf.js';

const { world, chromium } = await useBrowserWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));
let scene: Scene;

beforeAll(async () => {
	const filled = await world.createLinkedCommunity();
	const empty = world.createCommunity();
	empty.guild.addMember(filled.manager.user, { permissions: ['ManageGuild'] });
	scene = { filled, empty, ...(await playEvening(world, filled)) };
});

/** Visits each page in turn. */
async function atEach(
	options: Parameters<Chromium['visitor']>[0],
	look: (page: Page, name: string, visitor: Visitor) => Promise<void>
): Promise<void> {
	const stranger = await chromium.visitor(options);
	const manager = await chromium.loggedIn(scene.filled.manager, options);
	for (const { name, open, isPublic } of everyPage(scene) satisfies PageOfDashboard[]) {
		const visitor = isPublic ? stranger : manager;
		await open(visitor);
		await look(visitor.page, name, visitor);
	}
	expect([...stranger.complaints, ...manager.complaints].filter((text) => !text.includes('404'))).toEqual([]);
	expect([...stranger.elsewhere, ...manager.elsewhere]).toEqual([]);
	await Promise.all([stranger.context.close(), manager.context.close()]);
}

describe.each([
	{ colorScheme: 'light', reducedMotion: 'no-preference' },
	{ colorScheme: 'dark', reducedMotion: 'reduce' }
] as const)('every page, $colorScheme', ({ colorScheme, reducedMotion }) => {
	it('fits a phone, a tablet and a wide window, has no finding of axe, and asks no other host', async () => {
		await atEach({ colorScheme, reducedMotion }, async (page, name) => {
			await unfold(page);
			for (const width of [360, 768, 1_440]) {
				await page.setViewportSize({ width, height: 800 });
				const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
				expect([name, widths]).toEqual([name, [width, width]]);
				expect([name, width, await violationsOf(page)]).toEqual([name, width, []]);
			}
		});
	}, 240_000);
});

describe('every page', () => {
	it('has one main heading and its own title, can be zoomed, and does not move with reduced motion', async () => {
		const titles = new Map<string, string>();
		await atEach({ reducedMotion: 'reduce' }, async (page, name) => {
			expect([name, await page.getByRole('heading', { level: 1 }).count()]).toEqual([name, 1]);
			const viewport = await page.locator('meta[name=viewport]').getAttribute('content');
			expect([name, viewport]).toEqual([name, 'width=device-width, initial-scale=1']);
			expect([name, await page.evaluate(() => document.getAnimations().length)]).toEqual([name, 0]);
			titles.set(name, await page.title());
		});
		titles.delete('sent');
		const ofOneServer = [...titles].filter(([name]) => !name.endsWith('-empty')).map(([, title]) => title);
		expect(new Set(ofOneServer).size).toBe(ofOneServer.length);
	}, 120_000);
});

describe('the first page', () => {
	it('takes less than 100 KB over the wire, with its style and script', async () => {
		const visitor = await chromium.visitor();
		const session = await visitor.context.newCDPSession(visitor.page);
		await session.send('Network.enable');
		let bytes = 0;
		session.on('Network.loadingFinished', ({ encodedDataLength }) => {
			bytes += encodedDataLength;
		});
		await visitor.open('');
		await visitor.page.waitForLoadState('networkidle');
		expect(bytes).toBeGreaterThan(1_000);
		expect(bytes).toBeLessThan(100_000);
	});
});
