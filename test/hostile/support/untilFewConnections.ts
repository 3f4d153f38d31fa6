import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Target } from './Target.js';

/** Those that clients keep for their next request. */
const Few = 20;
const PollMs = 10;

/** The bot knows that the others are gone. */
export async function untilFewConnections({ world }: Target): Promise<void> {
	const { server } = world.client.server;
	while ((await promisify(server.getConnections.bind(server))()) > Few) await pause(PollMs);
}
