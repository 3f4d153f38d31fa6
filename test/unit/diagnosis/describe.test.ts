import { describe, expect, it } from 'vitest';
import { configReport } from '../../../src/commands/texts.js';
import type { ConfigCode } from '../../../src/lib/diagnosis/ConfigReport.js';
import { describeDetails } from '../../../src/lib/diagnosis/describeDetails.js';
import { describeLines } from '../../../src/lib/diagnosis/describeLines.js';
import type { ConfigFacts } from '../../../src/lib/diagnosis/facts.js';
import { account, complete, minutesAgo, row, wanted } from './support/facts.js';

const lines = (changes: Partial<ConfigFacts>) => describeLines({ ...complete, ...changes });
const outcomes = (changes: Partial<ConfigFacts>) => lines(changes).map(({ outcome }) => outcome);
const details = (changes: Partial<ConfigFacts>) => describeDetails({ ...complete, ...changes });
const warnings = (changes: Partial<ConfigFacts>) =>
	details(changes)
		.filter(({ outcome }) => outcome !== 'ok')
		.map(({ text }) => text);

describe('the six lines', () => {
	it('are those of the Python bot when everything works', () => {
		expect(lines({}).map(({ text }) => text)).toEqual([
			'kick_channel: streamerone',
			'kick_broadcaster_user_id: 5',
			'kick_chatroom_id: 7',
			'OAuth token: exists',
			'Webhooks: registered',
			'Chat: ready to send/receive'
		]);
		expect(outcomes({})).toEqual(Array(6).fill('ok'));
	});

	it('show the current name of the channel on Kick', () => {
		expect(lines({ renamedTo: 'new_name' })[0]).toEqual({
			outcome: 'warning',
			code: 'channel_renamed',
			text: 'kick_channel: streamerone is called new_name on Kick now. Run /kick sync.'
		});
	});

	it('warn about a chatroom id that is not proven, or another channel’s, if the live socket would use it', () => {
		const socket = { isReadHere: true, problem: null, chatroom: null, unheard: 0, onlyHeard: 0 };
		const third = (ownership: 'proven' | 'unproven' | 'foreign') => lines({ socket: { ...socket, ownership } })[2];
		expect(third('proven')).toEqual({ outcome: 'ok', text: 'kick_chatroom_id: 7' });
		expect(third('unproven')).toMatchObject({
			outcome: 'warning',
			text: expect.stringMatching(/7 waits for proof.*\/kick sync/)
		});
		expect(third('foreign')).toMatchObject({
			outcome: 'warning',
			text: expect.stringMatching(/7 belongs to another channel.*\/kick sync/)
		});
	});

	it('only warn about a missing chatroom id, because chat works without it', () => {
		expect(outcomes({ chatroomId: null })).toEqual(['ok', 'ok', 'warning', 'ok', 'ok', 'ok']);
	});

	it.each([
		['no link', { account: null }, 'No OAuth token found'],
		['a dead link', { account: { ...account, status: 'relink' as const } }, 'Link again'],
		['another person’s account', { ownsChannel: false }, 'belongs to StreamerOne']
	])('%s: nothing can be sent, and the line says what to do', (_, changes, text) => {
		const [, , , token, , chat] = lines(changes);
		expect(token).toMatchObject({ outcome: 'failed', text: expect.stringContaining(text) });
		expect(chat?.outcome).toBe('failed');
	});

	it('say what to do if the stored tokens were encrypted with another key, within Discord’s limits', () => {
		const [, , , token, , chat] = lines({ opensTokens: false });
		expect(token?.text).toMatch(/^OAuth token: cannot be read\. .*KICK_TOKEN_KEY_OLD.*run \/kick link\.$/);
		expect(configReport({ lines: [token!], details: [] }, [])).toContain('run /kick link.');
		expect(chat?.text).toBe('Chat: ready to receive, cannot send. Follow the line "OAuth token".');
		expect(
			details({ opensTokens: false })
				.map(({ text }) => text)
				.join()
		).not.toContain('Access token');
	});

	it('name a scope that was not granted', () => {
		const [, , , token, , chat] = lines({ account: { ...account, scopes: ['events:subscribe'] } });
		expect(token).toMatchObject({ outcome: 'warning', text: expect.stringContaining('without chat:write') });
		expect(chat?.text).toContain('cannot send');
	});

	it('name missing subscriptions', () => {
		expect(lines({ subscriptions: [] })[4]).toMatchObject({ outcome: 'failed' });
		expect(lines({ subscriptions: [row('chat.message.sent')] })[4]).toMatchObject({
			code: 'subscriptions_missing',
			outcome: 'warning',
			text: 'Webhooks: 1 of 2 registered. Run /kick sync.'
		});
	});
});

describe('the codes of the six lines', () => {
	const codes = (changes: Partial<ConfigFacts>) => lines(changes).map(({ code }) => code);

	it.each<[string, Partial<ConfigFacts>, (ConfigCode | undefined)[]]>([
		['nothing is wrong', {}, Array(6).fill(undefined)],
		[
			'nothing is set up',
			{ channel: null, broadcasterUserId: null, chatroomId: null, account: null, subscriptions: [] },
			['channel_not_set', 'channel_not_set', 'channel_not_set', 'not_linked', 'not_linked', 'not_linked']
		],
		[
			'a channel is set, but not linked',
			{ broadcasterUserId: null, chatroomId: null, account: null, subscriptions: [] },
			[undefined, 'not_linked', 'not_linked', 'not_linked', 'not_linked', 'not_linked']
		],
		[
			'it is not synced',
			{ broadcasterUserId: null, chatroomId: null, subscriptions: [] },
			[undefined, 'not_synced', 'not_synced', undefined, 'subscriptions_missing', 'subscriptions_missing']
		],
		[
			'another person has linked it',
			{ ownsChannel: false, subscriptions: [] },
			[undefined, undefined, undefined, 'wrong_account', 'wrong_account', 'wrong_account']
		],
		[
			'the link has ended',
			{ account: { ...account, status: 'relink' } },
			[undefined, undefined, undefined, 'link_ended', undefined, 'link_ended']
		],
		[
			'chat may not be received',
			{ subscriptions: [row('channel.followed')] },
			[undefined, undefined, undefined, undefined, 'subscriptions_missing', 'subscriptions_missing']
		]
	])('name the cause when %s', (_case, changes, expected) => {
		expect(codes(changes)).toEqual(expected);
	});
});

describe('the lines under them', () => {
	it('warn about nothing when everything works', () => {
		expect(warnings({})).toEqual([]);
	});

	it('warn seven days before Kick ends the link', () => {
		const linkedOn = (day: number) => ({ account: { ...account, linkedAt: new Date(Date.UTC(2026, 9, day, 13)) } });
		expect(warnings(linkedOn(30))).toEqual([]);
		expect(warnings(linkedOn(29))).toEqual(['Link again by 2026-11-28']);
	});

	it('do not warn when Kick itself reports a later date', () => {
		const linkedAt = new Date('2026-10-26T00:00:00Z');
		expect(warnings({ account: { ...account, linkedAt, refreshExpiresAt: new Date('2027-01-01') } })).toEqual([]);
	});

	it('detect a live channel without events, and say what to check', () => {
		const lastDelivery = { type: 'channel.followed', receivedAt: minutesAgo(45), sentAt: minutesAgo(45) };
		expect(warnings({ lastDelivery })).toEqual([
			expect.stringMatching(
				/live, but nothing has arrived for 45 minutes.*Enable Webhooks.*https:\/\/bot\/webhooks\/kick/
			)
		]);
		const old = wanted.map((event) => ({ ...row(event), createdAt: minutesAgo(60) }));
		expect(warnings({ lastDelivery: null, subscriptions: old })).toEqual([
			expect.stringContaining('live, but nothing has arrived yet')
		]);
		expect(warnings({ lastDelivery: null })).toEqual([expect.stringContaining('Last delivery: none yet')]);
		expect(warnings({ lastDelivery, isLive: false })).toEqual([]);
		expect(warnings({ lastDelivery, isLive: null })).toEqual([]);
	});

	it('warn about late deliveries', () => {
		const lastDelivery = { type: 'chat.message.sent', receivedAt: minutesAgo(1), sentAt: minutesAgo(4) };
		expect(warnings({ lastDelivery })).toEqual([expect.stringContaining('lag 180 s')]);
	});
});
