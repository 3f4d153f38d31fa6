import { stopAfterAll } from '../../support/stopAfterAll.js';
import type { TestWorld } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';
import { Chromium } from './Chromium.js';

/** Starts the bot of a test file and a browser, at the top level of the file, and stops both after the last test. */
export async function useBrowserWorld(
	...options: Parameters<typeof useWorld>
): Promise<{ world: TestWorld; chromium: Chromium }> {
	const world = await useWorld(...options);
	return { world, chromium: await stopAfterAll(Chromium.start(world)) };
}
