import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const Places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Finds the system's Chromium, or the one that Playwright has downloaded. */
export function findChromium(): string {
	const places = [process.env.CHROMIUM_PATH, ...Places, chromium.executablePath()];
	const found = places.find((place) => place && existsSync(place));
	if (found) return found;
	throw new Error(
		'There is no Chromium here: install the package `chromium`, ' +
			'run `npx playwright-core install chromium`, or set CHROMIUM_PATH.'
	);
}
