import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConfiguredBotToken } from '../../../src/lib/accounts/ConfiguredBotToken.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import type { Introspection, KickAccount } from '../../../src/lib/kick/index.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const hour = 60 * 60_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour);
const good: Introspection = {
	active: true,
	kind: 'user',
	scopes: ['user:read', 'chat:write'],
	expiresAt: inHours(48)
};
const unavailable = err(new KickError('kick_unavailable', 'Kick has a problem.'));

let introspected: Result<Introspection, KickError>;
let users: Result<KickAccount[], KickError>;
let logger: ReturnType<typeof recordingLogger>;
let token: ConfiguredBotToken;

beforeEach(() => {
	introspected = ok(good);
	users = ok([{ userId: 99, username: 'writer', avatarUrl: null }]);
	logger = recordingLogger();
	token = new ConfiguredBotToken(
		new Secret('the-token'),
		{ introspect: async () => introspected },
		{ getUsers: async () => users },
		logger
	);
});

describe('the token of KICK_BOT_USER_TOKEN', () => {
	it('is used before Kick answers, and while Kick can’t be reached', async () => {
		introspected = unavailable;
		users = unavailable;
		const unknown = { accessToken: 'the-token', userId: null, username: null };
		expect(token.token().unwrap()).toEqual(unknown);
		await token.refresh();
		expect(token.token().unwrap()).toEqual(unknown);
		expect(logger.lines).toEqual([]);
	});

	it('gets its owner from Kick, once Kick answers', async () => {
		users = unavailable;
		await token.refresh();
		expect(token.status).toMatchObject({ userId: null, problem: null, isUsable: true });
		users = ok([{ userId: 99, username: 'writer', avatarUrl: null }]);
		await token.refresh();
		expect(token.token().unwrap()).toEqual({ accessToken: 'the-token', userId: 99, username: 'writer' });
		expect(logger.lines).toEqual([]);
	});

	it('causes one warning when it expires soon, with the time and the alternative, and is used until then', async () => {
		introspected = ok({ ...good, expiresAt: new Date('2100-01-02T03:04:05Z') });
		await token.refresh();
		expect(logger.lines).toEqual([]);

		const expiresAt = inHours(2);
		introspected = ok({ ...good, expiresAt });
		await token.refresh();
		await token.refresh();
		const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
		expect(logger.lines).toEqual([
			`[Kick] KICK_BOT_USER_TOKEN ends on ${until} UTC and can't be renewed. ` +
				'For a permanent solution, run /kick link account:bot.'
		]);
		expect(token.token().isOk()).toBe(true);
	});

	it.each<[string, Result<Introspection, KickError>, RegExp]>([
		['has ended', ok({ active: false, kind: null, scopes: [], expiresAt: null }), /has ended.*account:bot\.$/],
		['is past its end', ok({ ...good, expiresAt: inHours(-1) }), /has ended/],
		['is none', err(new KickError('unauthorized', 'Kick does not accept the token.')), /has ended/],
		['is the app’s', ok({ ...good, kind: 'app', scopes: [] }), /token of the app.*account:bot\.$/],
		['lacks chat:write', ok({ ...good, scopes: ['user:read'] }), /lacks the scope chat:write.*account:bot\.$/]
	])('that %s causes one warning and is used no more', async (_what, answer, text) => {
		introspected = answer;
		await token.refresh();
		await token.refresh();
		expect(logger.lines).toEqual([expect.stringMatching(text)]);
		expect(token.status).toMatchObject({ isUsable: false, problem: expect.stringMatching(text) });
		expect(token.token().unwrapErr()).toMatchObject({ code: 'unauthorized', hint: expect.stringMatching(text) });
	});

	it('is not used after a refusal until Kick confirms it', async () => {
		await token.refresh();
		token.reject();
		expect(token.token().isErr()).toBe(true);
		expect(logger.lines).toEqual([expect.stringContaining('has ended')]);
		introspected = unavailable;
		await token.refresh();
		expect(token.token().isErr()).toBe(true);
		introspected = ok(good);
		await token.refresh();
		expect(token.token().isOk()).toBe(true);
	});

	it('appears in no log and no printed object', async () => {
		introspected = ok({ ...good, expiresAt: inHours(1) });
		await token.refresh();
		const { inspect } = await import('node:util');
		const shown = [...logger.lines, inspect(token, { depth: 9, showHidden: true }), JSON.stringify(token)].join();
		expect(shown).not.toContain('the-token');
	});
});
