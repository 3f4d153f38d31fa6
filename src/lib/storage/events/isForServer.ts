import { Prisma } from '../prisma.js';
import type { EventRow } from './types.js';

/** Returns whether an event of its channel is for a server: it may be for another one alone. */
export function isForServer({ guildId }: Pick<EventRow, 'guildId'>, server: string): boolean {
	return guildId === null || guildId === server;
}

/** The same as a condition for rows of `kick_events`. */
export function isFor(server: string): Prisma.Sql {
	return Prisma.sql`(kick_events.guild_id IS NULL OR kick_events.guild_id = ${server})`;
}
