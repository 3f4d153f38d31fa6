import { afterAll } from 'vitest';
import { stopAfterAll } from './stopAfterAll.js';
import { TestWorld } from './TestWorld.js';

/** Starts the bot of a test file, at the top level of the file, and stops it after the last test. */
export async function useWorld(...options: Parameters<typeof TestWorld.start>): Promise<TestWorld> {
	const world = await stopAfterAll(TestWorld.start(...options));
	// Vitest runs no hooks in a file without a test that matches `-t`: it only sends SIGTERM.
	const removeDatabase = () => void world.place.remove().finally(() => process.kill(process.pid, 'SIGTERM'));
	process.once('SIGTERM', removeDatabase);
	afterAll(() => void process.off('SIGTERM', removeDatabase));
	return world;
}
