import { expect, it, vi } from 'vitest';
import { Maintenance, type MaintenanceParts } from '../../src/lib/Maintenance.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { temporaryDatabase } from '../support/temporaryDatabase.js';

const DayMs = 24 * 60 * 60_000;

it('a bot account that no server links is kept alive, and warned of before its link ends, with its command', async () => {
	const database = await temporaryDatabase();
	const linkedAt = new Date(Date.now() - 27 * DayMs);
	const account = {
		userId: 5,
		username: 'writer',
		slug: null,
		sealedAccessToken: new Uint8Array(1),
		sealedRefreshToken: null,
		scopes: ['chat:write'],
		accessExpiresAt: new Date(),
		linkedAt,
		refreshExpiresAt: null,
		status: 'active' as const,
		isBot: true
	};
	await database.accounts.save(account);

	const logger = recordingLogger();
	const keptAlive: number[] = [];
	const maintenance = new Maintenance({
		database,
		tokens: { keepAlive: async ({ userId }: { userId: number }) => void keptAlive.push(userId) },
		states: { prune: async () => {} },
		isLeader: () => true,
		retention: { days: 7, count: 100 },
		logger
	} as unknown as MaintenanceParts);
	maintenance.start();
	await vi.waitFor(() => expect(keptAlive).toEqual([5]));
	await maintenance.stop();

	const date = new Date(linkedAt.getTime() + 30 * DayMs).toISOString().slice(0, 10);
	expect(logger.lines).toEqual([
		`[Kick] writer should link again by ${date} (/kick link account:bot): Kick ends a link after 30 days.`
	]);
});
