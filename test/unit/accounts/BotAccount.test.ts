import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BotAccount } from '../../../src/lib/accounts/BotAccount.js';
import { ConfiguredBotToken } from '../../../src/lib/accounts/ConfiguredBotToken.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import type { KickAccount } from '../../../src/lib/kick/rest/schemas.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { AccountRow } from '../../../src/lib/storage/repositories/AccountRepository.js';
import { PatienceMs } from '../../support/patience.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

let database: Database;
let logger: ReturnType<typeof recordingLogger>;
/** Result of the linked account's tokens. */
let access: Result<string, KickError>;
let renewed: string[];
/** Owner of the configured token, as Kick reports it. */
let people: Result<KickAccount[], KickError>;

const linkedRow: AccountRow = {
	userId: 5,
	username: 'writer',
	slug: null,
	sealedAccessToken: new Uint8Array(1),
	sealedRefreshToken: null,
	scopes: ['user:read', 'chat:write'],
	accessExpiresAt: new Date(),
	linkedAt: new Date(),
	refreshExpiresAt: null,
	status: 'active',
	isBot: true
};
const linked = { accessToken: 'linked-token', userId: 5, username: 'writer' };
const configured = { accessToken: 'configured-token', userId: 99, username: 'configured_writer' };

beforeEach(async () => {
	database = await temporaryDatabase();
	logger = recordingLogger();
	access = ok('linked-token');
	renewed = [];
	people = ok([{ userId: 99, username: 'configured_writer', avatarUrl: null }]);
});

function create(isConfigured = true): BotAccount {
	const tokens = {
		opens: () => true,
		accessToken: async () => access,
		renew: async (_userId: number, rejected: string) => {
			renewed.push(rejected);
			return ok('renewed-token');
		}
	};
	const introspection = { active: true, kind: 'user' as const, scopes: ['chat:write'], expiresAt: null };
	const token = new ConfiguredBotToken(
		new Secret('configured-token'),
		{ introspect: async () => ok(introspection) },
		{ getUsers: async () => people },
		logger
	);
	return new BotAccount({ database, tokens, configured: isConfigured ? token : null, logger });
}

describe('the bot account', () => {
	it('is the linked one, even if another is configured', async () => {
		await database.accounts.save(linkedRow);
		const bot = create();
		expect((await bot.token()).unwrap()).toEqual(linked);
		expect(await bot.status()).toMatchObject({ kind: 'linked', account: { username: 'writer' } });
		await bot.refresh();
		expect([...bot.userIds]).toEqual([5]);
	});

	it('is the configured one if none is linked', async () => {
		const bot = create();
		await bot.refresh();
		expect((await bot.token()).unwrap()).toEqual(configured);
		expect(await bot.status()).toMatchObject({ kind: 'configured', username: 'configured_writer' });
		expect([...bot.userIds]).toEqual([99]);
	});

	it('is the configured one after the end of the link', async () => {
		await database.accounts.save({ ...linkedRow, status: 'relink' });
		const bot = create();
		await bot.refresh();
		expect((await bot.token()).unwrap()).toEqual(configured);
		expect((await create(false).token()).unwrapErr()).toMatchObject({
			code: 'relink_required',
			hint: expect.stringContaining('/kick link account:bot')
		});
	});

	it('is none if neither exists', async () => {
		const bot = create(false);
		expect((await bot.token()).unwrapErr().code).toBe('not_linked');
		expect((await bot.renew('any')).unwrapErr().code).toBe('not_linked');
		expect(await bot.status()).toEqual({ kind: 'none' });
		await bot.refresh();
		expect(bot.userIds.size).toBe(0);
	});

	it('gets a new token after a refusal if it is linked, but not if it is configured', async () => {
		const bot = create();
		expect((await bot.renew('configured-token')).unwrapErr().code).toBe('unauthorized');
		await database.accounts.save(linkedRow);
		expect((await bot.renew('linked-token')).unwrap()).toEqual({ ...linked, accessToken: 'renewed-token' });
		expect(renewed).toEqual(['linked-token']);
	});

	it('passes on why a linked one has no token now', async () => {
		await database.accounts.save(linkedRow);
		access = err(new KickError('network', 'Kick could not be reached.'));
		expect((await create().token()).unwrapErr().code).toBe('network');
	});

	it('does not write without chat:write, but tries if Kick did not report the scopes', async () => {
		await database.accounts.save({ ...linkedRow, scopes: ['user:read'] });
		expect((await create().token()).unwrapErr().code).toBe('forbidden');
		await database.accounts.save({ ...linkedRow, scopes: [] });
		expect((await create().token()).isOk()).toBe(true);
	});

	it('is not treated as the bot if a streamer writes with it', async () => {
		await database.accounts.save(linkedRow);
		const link = { guildId: '1', userId: 5, linkedBy: '2', linkedAt: new Date() };
		await database.links.save(link);
		const bot = create();
		await bot.refresh();
		expect(bot.userIds.size).toBe(0);
	});

	it('is read again 30 seconds after the database or Kick did not answer', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		vi.spyOn(database.accounts, 'findBot').mockRejectedValueOnce(new Error('the database is away'));
		people = err(new KickError('network', 'Kick could not be reached.'));
		const bot = create();
		onTestFinished(() => bot.stop());
		bot.start();
		const untilTimer = () => vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), PatienceMs);
		await untilTimer();
		expect(logger.lines).toEqual([expect.stringContaining('Could not check the bot account')]);
		vi.advanceTimersByTime(30_000);
		await untilTimer();
		expect(bot.userIds.size).toBe(0);
		people = ok([{ userId: 99, username: 'configured_writer', avatarUrl: null }]);
		vi.advanceTimersByTime(30_000);
		await vi.waitFor(() => expect([...bot.userIds]).toEqual([99]), PatienceMs);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('is read again every 15 minutes until it is stopped, and a failing database is reported', async () => {
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
		try {
			const findBot = vi.spyOn(database.accounts, 'findBot');
			findBot.mockRejectedValueOnce(new Error('the database is away'));
			const bot = create();
			bot.start();
			await vi.waitFor(
				() => expect(logger.lines).toEqual([expect.stringContaining('Could not check the bot account')]),
				PatienceMs
			);
			expect(findBot).toHaveBeenCalledTimes(1);
			vi.advanceTimersByTime(15 * 60_000);
			await vi.waitFor(() => expect(bot.userIds).toContain(99), PatienceMs);
			await bot.stop();
			const { length } = findBot.mock.calls;
			vi.advanceTimersByTime(60 * 60_000);
			await bot.stop();
			expect(findBot).toHaveBeenCalledTimes(length);
		} finally {
			vi.useRealTimers();
		}
	});
});
