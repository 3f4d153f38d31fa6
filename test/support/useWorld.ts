import { stopAfterAll } from './stopAfterAll.js';
import { TestWorld } from './TestWorld.js';

/** Starts the bot of a test file, at the top level of the file, and stops it after the last test. */
export function useWorld(...options: Parameters<typeof TestWorld.start>): Promise<TestWorld> {
	return stopAfterAll(TestWorld.start(...options));
}
