import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, it } from 'vitest';
import { AccountTokens } from '../../../src/lib/accounts/AccountTokens.js';
import { TokenVault } from '../../../src/lib/accounts/TokenVault.js';
import { Secret } from '../../../src/lib/config/Secret.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import { TokenSet } from '../../../src/lib/kick/index.js';
import type { Database } from '../../../src/lib/storage/types.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

const hour = 60 * 60_000;
const vault = new TokenVault(new Secret('client-secret'));

let database: Database;
let logger: ReturnType<typeof recordingLogger>;
let answers: Result<TokenSet, KickError>[];
let asked: string[];

function tokensOf(name: string, expiresInMs: number): TokenSet {
	return new TokenSet({
		accessToken: `access-${name}`,
		refreshToken: `refresh-${name}`,
		scopes: ['chat:write'],
		expiresAt: new Date(Date.now() + expiresInMs),
		refreshExpiresAt: null
	});
}

/** No other process refreshes. */
const alone = <T>(_name: string, work: () => Promise<T>): Promise<T | null> => work();

function create(): AccountTokens {
	const oauth = {
		async refresh(refreshToken: string) {
			asked.push(refreshToken);
			await new Promise((resolve) => setImmediate(resolve));
			return answers.shift() ?? err(new KickError('kick_unavailable', 'no more answers'));
		}
	};
	return new AccountTokens(database.accounts, vault, oauth, alone, logger);
}

async function link(tokens: AccountTokens, pair: TokenSet): Promise<void> {
	const row = {
		userId: 5,
		username: 'StreamerOne',
		slug: 'streamerone',
		scopes: pair.scopes,
		accessExpiresAt: pair.expiresAt,
		linkedAt: new Date(),
		refreshExpiresAt: null,
		status: 'active' as const,
		isBot: false
	};
	await database.accounts.save(tokens.seal(row, pair));
}

beforeEach(async () => {
	database = await temporaryDatabase();
	logger = recordingLogger();
	answers = [];
	asked = [];
});

describe('the tokens of an account', () => {
	it('are used as long as they are valid', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', hour));
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-1');
		expect(asked).toEqual([]);
	});

	it('are refreshed once for all who ask at the same time, and stored before they are used', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const results = await Promise.all([tokens.accessToken(5), tokens.accessToken(5), tokens.renew(5, 'access-1')]);
		expect(results.map((result) => result.unwrap())).toEqual(['access-2', 'access-2', 'access-2']);
		expect(asked).toEqual(['refresh-1']);
		expect((await create().accessToken(5)).unwrap()).toBe('access-2');
	});

	it('are refreshed after a 401, unless somebody did it already', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', hour));
		answers.push(ok(tokensOf('2', hour)));
		expect((await tokens.renew(5, 'access-1')).unwrap()).toBe('access-2');
		expect((await tokens.renew(5, 'access-1')).unwrap()).toBe('access-2');
		expect(asked).toEqual(['refresh-1']);
	});

	it.each(['network', 'kick_unavailable', 'blocked', 'rate_limited', 'bad_request', 'timeout'] as const)(
		'stay linked when the refresh ends with %s, and Kick is not asked again at once',
		async (code) => {
			const tokens = create();
			await link(tokens, tokensOf('1', 0));
			answers.push(err(new KickError(code, 'Kick said no')));
			expect((await tokens.accessToken(5)).unwrapErr().code).toBe(code);
			expect((await tokens.accessToken(5)).unwrapErr().code).toBe(code);
			expect(asked).toEqual(['refresh-1']);
			expect((await database.accounts.find(5))?.status).toBe('active');
		}
	);

	it('are still used in their last minute when Kick cannot renew them now', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 30_000));
		answers.push(err(new KickError('network', 'Kick is not reachable')));
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-1');
	});

	it('ask for a new link after invalid_grant, and never refresh again', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(err(new KickError('invalid_grant', 'dead')));
		expect((await tokens.accessToken(5)).unwrapErr().code).toBe('relink_required');
		expect((await tokens.accessToken(5)).unwrapErr().code).toBe('relink_required');
		expect(asked).toHaveLength(1);
		expect(logger.lines.join()).toContain('has to link again');
	});

	it('survive a database that does not take the new pair at first: it is stored later, not asked for again', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const save = database.accounts.save.bind(database.accounts);
		database.accounts.save = () => Promise.reject(new Error('disk full'));
		expect((await tokens.accessToken(5)).unwrapErr().code).toBe('storage_unavailable');
		database.accounts.save = save;
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-2');
		expect(asked).toEqual(['refresh-1']);
	});

	it('ask for a new link when the key that sealed them is gone', async () => {
		await link(create(), tokensOf('1', hour));
		const otherKey = new AccountTokens(
			database.accounts,
			new TokenVault(new Secret('another')),
			{ refresh: async () => err(new KickError('network', 'unused')) },
			alone,
			logger
		);
		expect((await otherKey.accessToken(5)).unwrapErr().code).toBe('relink_required');
	});

	it('answer "No OAuth token found" for an account that nobody linked', async () => {
		expect((await create().accessToken(6)).unwrapErr().hint).toContain('No OAuth token found');
	});

	it('never stand in the log', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(err(new KickError('network', 'gone')), err(new KickError('invalid_grant', 'dead')));
		await tokens.accessToken(5);
		expect(logger.lines.join()).not.toMatch(/access-1|refresh-1/);
	});
});
