import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { atEnd } from '../support/cleanUp.mjs';
import { LinkedBot } from '../support/LinkedBot.mjs';
import { median } from '../support/statistics.mjs';

/** As Lighthouse slows down a desktop processor for a phone. */
const CpuSlowdown = 4;
const Phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
const LimitMs = 60_000;
const Messages = 2_000;

/**
 * Measures the Largest Contentful Paint of each page of the dashboard with a slow processor and an empty cache, and the
 * bytes that the page loads. The bot and the browser share the machine, and there is no network between them.
 *
 * @see https://web.dev/articles/lcp
 */
export async function benchPages({ rounds, say }) {
	const linked = await LinkedBot.start({ provider: 'sqlite' });
	await linked.deliver(linked.sign(Messages), 16);
	const browser = await chromium.launch({ executablePath: findChromium() });
	const close = atEnd(() => browser.close());
	const login = await logIn(browser, linked);
	const results = [];
	for (const { name, path, isPublic } of pagesOf(linked.guild.id)) {
		const visits = [];
		for (let round = 0; round < rounds; round += 1) {
			const storageState = isPublic ? undefined : login;
			visits.push(await visit(browser, `${linked.bot.url}/dashboard${path}`, { ...Phone, storageState }));
		}
		const page = {
			name,
			lcpMs: median(visits.map(({ lcpMs }) => lcpMs)),
			bytes: median(visits.map(({ bytes }) => bytes))
		};
		results.push(page);
		say(`page ${name}: ${Math.round(page.lcpMs)} ms, ${Math.round(page.bytes / 1_000)} KB`);
	}
	await close();
	await linked.stop();
	return { cpuSlowdown: CpuSlowdown, slowestLcpMs: Math.max(...results.map(({ lcpMs }) => lcpMs)), pages: results };
}

function pagesOf(guildId) {
	const ofGuild = ['overview', 'chat', 'activity', 'log', 'settings', 'history', 'editors'];
	return [
		{ name: 'welcome', path: '', isPublic: true },
		{ name: 'servers', path: '' },
		...ofGuild.map((name) => ({ name, path: `/${guildId}/${name}` }))
	];
}

/** Returns the cookies of a manager who is logged in. */
async function logIn(browser, { bot, guild, streamer }) {
	bot.discord.oauth.signIn(guild.member(`${streamer.slug}_manager`));
	const context = await browser.newContext();
	context.setDefaultTimeout(LimitMs);
	const page = await context.newPage();
	await page.goto(`${bot.url}/dashboard`);
	await page.getByRole('link', { name: 'Log in with Discord' }).click();
	await page.getByRole('button', { name: 'Allow' }).click();
	await page.getByText('Your servers').first().waitFor();
	const state = await context.storageState();
	await context.close();
	return state;
}

/** Opens a page in a new profile, which has nothing in its cache. */
async function visit(browser, url, options) {
	const context = await browser.newContext(options);
	context.setDefaultTimeout(LimitMs);
	const page = await context.newPage();
	const devtools = await context.newCDPSession(page);
	let bytes = 0;
	await devtools.send('Network.enable');
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: CpuSlowdown });
	devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
		bytes += encodedDataLength;
	});
	await page.goto(url);
	const lcpMs = await page.evaluate(readLcp);
	await context.close();
	return { lcpMs, bytes };
}

/** Runs in the page: returns the last candidate once the font is there and painted. */
async function readLcp() {
	await document.fonts.ready;
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	return new Promise((resolve) => {
		const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime));
		observer.observe({ type: 'largest-contentful-paint', buffered: true });
	});
}

function findChromium() {
	const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()];
	const found = places.find((place) => place && existsSync(place));
	if (!found)
		throw new Error('There is no Chromium here: run `npx playwright-core install chromium` or set CHROMIUM_PATH.');
	return found;
}
