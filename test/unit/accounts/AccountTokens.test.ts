import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AccountTokens } from '../../../src/lib/accounts/AccountTokens.js';
import type { ExclusiveWork } from '../../../src/lib/cluster/Leases.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { TokenVault } from '../../../src/lib/crypto/TokenVault.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import { TokenSet } from '../../../src/lib/kick/index.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

const hour = 60 * 60_000;
const vault = new TokenVault(new Secret('client-secret'));

let database: Database;
let logger: ReturnType<typeof recordingLogger>;
let answers: Result<TokenSet, KickError>[];
let asked: string[];
let revoked: string[];
let held: Set<string>;

function tokensOf(name: string, expiresInMs: number): TokenSet {
	return new TokenSet({
		accessToken: `access-${name}`,
		refreshToken: `refresh-${name}`,
		scopes: ['chat:write'],
		expiresAt: new Date(Date.now() + expiresInMs),
		refreshExpiresAt: null
	});
}

/** Acts like a process in which no other one refreshes. */
const alone: ExclusiveWork = {
	exclusively: (_name, work) => work(),
	hold: (name) => void held.add(name),
	release: async (name) => void held.delete(name)
};

function create(key = vault): AccountTokens {
	const oauth = {
		async refresh(refreshToken: string) {
			asked.push(refreshToken);
			await new Promise((resolve) => setImmediate(resolve));
			return answers.shift() ?? err(new KickError('kick_unavailable', 'no more answers'));
		}
	};
	const { accounts } = database;
	const revocations = { add: async (_userId: number, refreshToken: string) => void revoked.push(refreshToken) };
	const tokens = new AccountTokens({ accounts, vault: key, oauth, revocations, leases: alone, logger });
	onTestFinished(() => tokens.stop());
	return tokens;
}

/** Makes the database refuse tokens until the returned function is called. */
function refuseWrites(): () => void {
	const { renew } = database.accounts;
	database.accounts.renew = () => Promise.reject(new Error('disk full'));
	return () => {
		database.accounts.renew = renew;
	};
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
	revoked = [];
	held = new Set();
});

describe('the tokens of an account', () => {
	it('are used as long as they are valid', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', hour));
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-1');
		expect(asked).toEqual([]);
	});

	it('are refreshed once for simultaneous callers, and stored before they are used', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const results = await Promise.all([tokens.accessToken(5), tokens.accessToken(5), tokens.renew(5, 'access-1')]);
		expect(results.map((result) => result.unwrap())).toEqual(['access-2', 'access-2', 'access-2']);
		expect(asked).toEqual(['refresh-1']);
		expect((await create().accessToken(5)).unwrap()).toBe('access-2');
	});

	it('are refreshed after a 401, unless another caller did it already', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', hour));
		answers.push(ok(tokensOf('2', hour)));
		expect((await tokens.renew(5, 'access-1')).unwrap()).toBe('access-2');
		expect((await tokens.renew(5, 'access-1')).unwrap()).toBe('access-2');
		expect(asked).toEqual(['refresh-1']);
	});

	it.each(['network', 'kick_unavailable', 'blocked', 'rate_limited', 'bad_request', 'timeout'] as const)(
		'stay linked when the refresh ends with %s, and the next request to Kick waits',
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

	it('survive a database that refuses the new pair at first: it is stored later, not requested again', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const mend = refuseWrites();
		expect((await tokens.accessToken(5)).unwrapErr().code).toBe('storage_unavailable');
		expect([...held]).toEqual(['refresh:5']);
		mend();
		await vi.waitFor(() => expect([...held]).toEqual([]), { timeout: 60_000 });
		expect((await create().accessToken(5)).unwrap()).toBe('access-2');
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-2');
		expect(asked).toEqual(['refresh-1']);
	});

	it('are stored once if the database has accepted them and its answer was lost', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const { renew } = database.accounts;
		database.accounts.renew = async (...row) => {
			database.accounts.renew = renew;
			await renew.apply(database.accounts, row);
			throw new Error('connection lost');
		};
		expect((await tokens.accessToken(5)).unwrapErr().code).toBe('storage_unavailable');
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-2');
		await vi.waitFor(() => expect([...held]).toEqual([]), { timeout: 60_000 });
		expect(revoked).toEqual([]);
	});

	it('that could not be stored revive a link that another process considered ended', async () => {
		const [one, other] = [create(), create()];
		await link(one, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)), err(new KickError('invalid_grant', 'dead')));
		const mend = refuseWrites();
		await one.accessToken(5);
		// The first process is cut off from the database for longer than its lease lasts.
		expect((await other.accessToken(5)).unwrapErr().code).toBe('relink_required');
		mend();
		await vi.waitFor(async () => expect((await other.accessToken(5)).unwrap()).toBe('access-2'), { timeout: 60_000 });
	});

	it('that could not be stored are stored at the stop, or the log says that they are lost', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)), ok(tokensOf('3', hour)));
		const mend = refuseWrites();
		await tokens.accessToken(5);
		mend();
		await tokens.stop();
		expect((await create().accessToken(5)).unwrap()).toBe('access-2');

		const unlucky = create();
		const refusing = refuseWrites();
		await unlucky.renew(5, 'access-2');
		await unlucky.stop();
		unlucky.reportLost();
		refusing();
		expect(logger.lines.at(-1)).toContain('Could not store the renewed tokens of StreamerOne before the stop');
		expect(logger.lines.join()).not.toMatch(/access-\d|refresh-\d/);
	});

	it('are dropped and revoked when the account was unlinked while they could not be stored', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const mend = refuseWrites();
		await tokens.accessToken(5);
		await database.accounts.release(5, 'revocation', new Date());
		mend();
		await vi.waitFor(() => expect(revoked).toEqual(['refresh-2']), { timeout: 60_000 });
		expect(await database.accounts.list()).toEqual([]);
	});

	it('are renewed instead of being encrypted again with another key', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const { renew } = database.accounts;
		database.accounts.renew = async (userId, renewed, pair) => {
			database.accounts.renew = renew;
			const row = (await database.accounts.find(userId))!;
			await database.accounts.reseal(userId, row, tokens.seal(row, tokensOf('1', 0)));
			return renew.call(database.accounts, userId, renewed, pair);
		};
		expect((await tokens.accessToken(5)).unwrap()).toBe('access-2');
		expect((await create().accessToken(5)).unwrap()).toBe('access-2');
	});

	it.each([0, hour])('are kept while the key does not fit, and work with the right one', async (expiresInMs) => {
		await link(create(), tokensOf('1', expiresInMs));
		const before = await database.accounts.list();
		const error = (await create(new TokenVault(new Secret('another'))).accessToken(5)).unwrapErr();
		expect(error.code).toBe('wrong_token_key');
		expect(error.hint).toContain('KICK_TOKEN_KEY_OLD');
		expect(await database.accounts.list()).toEqual(before);
		expect(asked).toEqual([]);
		answers.push(ok(tokensOf('2', hour)));
		expect((await create().accessToken(5)).unwrap()).toBe(expiresInMs ? 'access-1' : 'access-2');
	});

	it('open with the old key, and are encrypted with the new one when they are renewed', async () => {
		await link(create(), tokensOf('1', 0));
		answers.push(ok(tokensOf('2', hour)));
		const newKey = new Secret('the new key of this bot');
		const both = create(new TokenVault(newKey, new Secret('client-secret')));
		expect((await both.accessToken(5)).unwrap()).toBe('access-2');
		expect((await create(new TokenVault(newKey)).accessToken(5)).unwrap()).toBe('access-2');
	});

	it('answer "No OAuth token found" for an account that is not linked', async () => {
		expect((await create().accessToken(6)).unwrapErr().hint).toContain('No OAuth token found');
	});

	it('never appear in the log', async () => {
		const tokens = create();
		await link(tokens, tokensOf('1', 0));
		answers.push(err(new KickError('network', 'gone')), err(new KickError('invalid_grant', 'dead')));
		await tokens.accessToken(5);
		expect(logger.lines.join()).not.toMatch(/access-1|refresh-1/);
	});
});
