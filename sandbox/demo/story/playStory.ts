import type { Sandbox } from '../Sandbox.js';
import type { Cast } from './Cast.js';
import { bothWays } from './chapters/bothWays.js';
import { dashboard } from './chapters/dashboard.js';
import { liveSocket } from './chapters/liveSocket.js';
import { setUp } from './chapters/setUp.js';
import { watchTime } from './chapters/watchTime.js';
import { Narrator } from './Narrator.js';
import type { Transcript } from './Transcript.js';

/** Plays the chapters in order. @throws Error at the first step that fails. */
export async function playStory(sandbox: Sandbox, cast: Cast, transcript: Transcript): Promise<void> {
	const narrator = new Narrator(sandbox, cast, transcript);
	await setUp(narrator);
	await bothWays(narrator);
	await liveSocket(narrator);
	await watchTime(narrator);
	await dashboard(narrator);
}
