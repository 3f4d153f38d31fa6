import type { Statements } from '../direct/DirectClient.js';
import type { PrismaClient } from '../prisma.js';
import { storableValue } from '../support/storable.js';
import { type ViewerSampleRow, ViewerSlotMs, type WatchWindow } from './types.js';

/** Adds a number of viewers to the row of its 5 minutes. */
export async function addViewerSample(
	transaction: Statements,
	broadcasterUserId: number,
	at: Date,
	viewers: number
): Promise<void> {
	// Kick's number may be anything, and the column has 32 bits.
	const count = storableValue(viewers);
	const fromTime = Math.floor(at.getTime() / ViewerSlotMs) * ViewerSlotMs;
	await transaction.$executeRaw`
		INSERT INTO kick_viewer_samples (broadcaster_user_id, from_time, samples, total, peak)
		VALUES (${broadcasterUserId}, ${fromTime}, 1, ${count}, ${count})
		ON CONFLICT (broadcaster_user_id, from_time) DO UPDATE SET
			samples = kick_viewer_samples.samples + 1,
			total = kick_viewer_samples.total + excluded.total,
			peak = CASE WHEN excluded.peak > kick_viewer_samples.peak
				THEN excluded.peak ELSE kick_viewer_samples.peak END`;
}

/** Reads the viewers of a channel, oldest first. A row that began before the window counts if it reaches into it. */
export async function readViewerSamples(
	prisma: PrismaClient,
	broadcasterUserId: number,
	{ from, until }: WatchWindow
): Promise<ViewerSampleRow[]> {
	const rows = await prisma.kickViewerSample.findMany({
		where: { broadcasterUserId, fromTime: { gt: from.getTime() - ViewerSlotMs, lt: until.getTime() } },
		orderBy: { fromTime: 'asc' }
	});
	return rows.map(({ fromTime, samples, total, peak }) => ({
		at: new Date(Number(fromTime)),
		average: Number(total) / samples,
		peak
	}));
}

/** Deletes at most `limit` rows from before the date. Returns how many. */
export function pruneViewerSamples(prisma: PrismaClient, before: Date, limit: number): Promise<number> {
	const time = BigInt(before.getTime());
	return prisma.$executeRaw`
		DELETE FROM kick_viewer_samples WHERE (broadcaster_user_id, from_time) IN (
			SELECT broadcaster_user_id, from_time FROM kick_viewer_samples WHERE from_time < ${time} LIMIT ${limit}
		)`;
}
