import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Target } from './Target.js';

/** Clients keep some connections open for their next requests. */
const MaxKept = 20;
const PollMs = 10;

/** Resolves when the bot has noticed that the other connections are closed. */
export async function untilFewConnections({ world }: Target): Promise<void> {
	const { server } = world.client.server;
	while ((await promisify(server.getConnections.bind(server))()) > MaxKept) await pause(PollMs);
}
