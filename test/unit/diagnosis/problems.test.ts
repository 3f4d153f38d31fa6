import { describe, expect, it } from 'vitest';
import type { ConfigFacts } from '../../../src/lib/diagnosis/facts.js';
import { firstSteps } from '../../../src/lib/diagnosis/firstSteps.js';
import { failedEventsProblem, setupProblems } from '../../../src/lib/diagnosis/problems.js';
import { account, complete, minutesAgo, row } from './support/facts.js';

const late = { type: 'chat.message.sent', receivedAt: minutesAgo(1), sentAt: minutesAgo(6) };
const silent = { type: 'chat.message.sent', receivedAt: minutesAgo(45), sentAt: minutesAgo(45) };
const botAccount = { kind: 'linked', account: { ...account, status: 'relink' }, opensTokens: true } as const;

const problemsOf = (changes: Partial<ConfigFacts>) => setupProblems({ ...complete, ...changes });

describe('the problems of a setup', () => {
	it.each<[string, Partial<ConfigFacts>, string[]]>([
		['nothing is wrong', {}, []],
		['scopes are missing', { account: { ...account, scopes: ['user:read'] } }, ['scopes_missing: failed link']],
		['another account is linked', { ownsChannel: false, subscriptions: [] }, ['wrong_account: failed link']],
		['the key was changed', { opensTokens: false }, ['wrong_token_key: failed link']],
		['no id is known', { broadcasterUserId: null, chatroomId: null, subscriptions: [] }, ['not_synced: failed sync']],
		['some events are missing', { subscriptions: [row('chat.message.sent')] }, ['subscriptions_missing: warning sync']],
		['chat is missing', { subscriptions: [row('channel.followed')] }, ['subscriptions_missing: failed sync']],
		['nothing has arrived yet', { lastDelivery: null }, ['nothing_delivered: warning chat']],
		['nothing can arrive', { lastDelivery: null, subscriptions: [] }, ['subscriptions_missing: failed sync']],
		['events are late', { lastDelivery: late }, ['deliveries_late: warning']],
		['a live channel is silent', { lastDelivery: silent }, ['deliveries_silent: warning sync']],
		['the clock is wrong', { clockAheadMs: 300_000 }, ['clock_wrong: warning']],
		['the chatroom id is missing and not needed', { chatroomId: null }, []],
		['the live socket lacks it', { chatroomId: null, useWebsocket: true }, ['chatroom_missing: warning sync']],
		['the bot account is no longer linked', { botAccount }, ['bot_account_problem: warning']]
	])('are these when %s', (_case, changes, expected) => {
		const found = problemsOf(changes).map(({ id, severity, fix }) => `${id}: ${severity} ${fix?.kind ?? ''}`.trim());
		expect(found).toEqual(expected);
	});

	it('are in plain words, without commands', () => {
		const all = [
			...problemsOf({ channel: null, account: null, broadcasterUserId: null, chatroomId: null }),
			...problemsOf({
				renamedTo: 'new-name',
				subscriptions: [],
				clockAheadMs: 300_000,
				botAccount,
				useWebsocket: true
			}),
			failedEventsProblem(1_234)!
		];
		expect(all.map(({ title }) => title)).toEqual([
			'No Kick channel is set',
			'No Kick account is linked',
			'The channel has a new name',
			'Kick sends no events',
			'The clock of the bot is wrong',
			'The chatroom ID is missing',
			'The bot account has a problem',
			'1,234 events failed'
		]);
		expect(all.map(({ detail }) => detail).filter((detail) => detail.includes('/kick'))).toEqual([]);
		expect(all[2]?.detail).toContain('new-name');
		expect(failedEventsProblem(0)).toBeNull();
	});
});

describe('the first steps', () => {
	const stepsOf = (changes: Partial<ConfigFacts>) =>
		firstSteps({ ...complete, ...changes, missingPermissions: [], hasSpoken: false }).map(({ state }) => state);

	it.each<[string, Partial<ConfigFacts>, string[]]>([
		['all but the last are done', {}, ['done', 'done', 'done', 'done', 'next']],
		['a link ended', { account: { ...account, status: 'relink' } }, ['done', 'problem', 'done', 'done', 'later']],
		['the wrong person linked', { ownsChannel: false }, ['done', 'problem', 'done', 'done', 'later']],
		['the key was changed', { opensTokens: false }, ['done', 'problem', 'done', 'done', 'later']],
		['it is not synced', { broadcasterUserId: null, subscriptions: [] }, ['done', 'done', 'next', 'done', 'later']],
		[
			'some events are missing',
			{ subscriptions: [row('channel.followed')] },
			['done', 'done', 'problem', 'done', 'later']
		]
	])('have these states when %s', (_case, changes, expected) => {
		expect(stepsOf(changes)).toEqual(expected);
	});
});
