import { describe, expect, it } from 'vitest';
import type { BotAccountStatus } from '../../../src/lib/accounts/BotAccount.js';
import { describeBotAccount } from '../../../src/lib/diagnosis/describeBotAccount.js';

const now = new Date('2026-11-22T12:00:00Z');
const account = {
	userId: 5,
	username: 'writer',
	slug: null,
	sealedAccessToken: new Uint8Array(),
	sealedRefreshToken: null,
	scopes: ['user:read', 'chat:write'],
	accessExpiresAt: now,
	linkedAt: new Date('2026-11-20T00:00:00Z'),
	refreshExpiresAt: null,
	status: 'active' as const,
	isBot: true
};
const configured = {
	kind: 'configured' as const,
	userId: 9,
	username: 'writer',
	expiresAt: new Date('2026-12-24T18:30:00Z'),
	problem: null,
	isUsable: true
};
const linked = (changes: Partial<typeof account> | { status: 'relink' }): BotAccountStatus => ({
	kind: 'linked',
	account: { ...account, ...changes },
	opensTokens: true
});

describe('the line about the bot account', () => {
	it.each<[string, BotAccountStatus, 'ok' | 'warning', string]>([
		[
			'none',
			{ kind: 'none' },
			'warning',
			'Bot account: not linked, so messages are sent through the API. ' +
				'The owner of this bot can link one with /kick link account:bot.'
		],
		['a linked one', linked({}), 'ok', 'Bot account: writer, link again by 2026-12-20'],
		[
			'one near its end',
			linked({ linkedAt: new Date('2026-10-25T00:00:00Z') }),
			'warning',
			'Bot account: writer, link again by 2026-11-24 with /kick link account:bot'
		],
		['one that outlived it', linked({ linkedAt: new Date('2026-09-25T00:00:00Z') }), 'ok', 'Bot account: writer'],
		[
			'an ended one',
			linked({ status: 'relink' }),
			'warning',
			'Bot account: writer, no longer linked. Run /kick link account:bot again.'
		],
		[
			'one that may not write',
			linked({ scopes: ['user:read'] }),
			'warning',
			'Bot account: writer, without chat:write. Tick it in the Kick app, then run /kick link account:bot.'
		],
		[
			'a configured one',
			configured,
			'ok',
			'Bot account: writer, from KICK_BOT_USER_TOKEN, valid until 2026-12-24 18:30 UTC'
		],
		[
			'a configured one that Kick was not asked about yet',
			{ ...configured, username: null, expiresAt: null },
			'ok',
			'Bot account: from KICK_BOT_USER_TOKEN'
		],
		['a problem', { ...configured, problem: 'KICK_BOT_USER_TOKEN …' }, 'warning', 'Bot account: KICK_BOT_USER_TOKEN …']
	])('%s', (_what, status, outcome, text) => {
		const code = status.kind === 'none' ? 'bot_account_missing' : 'bot_account_problem';
		const line = { outcome, text, ...(outcome === 'warning' && { code }) };
		expect(describeBotAccount(status, { now, useWebsocket: true })).toEqual([line]);
	});

	it('is left out if none was requested', () => {
		expect(describeBotAccount({ kind: 'none' }, { now, useWebsocket: false })).toEqual([]);
	});
});
