import { Prisma } from '../prisma.js';
import type { EventRow } from './types.js';

/** Returns whether an event of a linked channel is for a server. It may be for one other server only. */
export function isForServer({ guildId }: Pick<EventRow, 'guildId'>, server: string): boolean {
	return guildId === null || guildId === server;
}

/** Returns the same check as a condition for rows of `kick_events`. */
export function isFor(server: string): Prisma.Sql {
	return Prisma.sql`(kick_events.guild_id IS NULL OR kick_events.guild_id = ${server})`;
}
