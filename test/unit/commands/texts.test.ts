import { describe, expect, test } from 'vitest';
import * as texts from '../../../src/commands/texts.js';
import type { SentMessage } from '../../../src/lib/chat/types.js';
import type { ConfigLine } from '../../../src/lib/diagnosis/ConfigReport.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import type { Chatter } from '../../../src/lib/storage/chatters/ChatterRepository.js';

const hostile = `@everyone **bold** \u202E${'*'.repeat(5000)}`;

const sixLines: ConfigLine[] = [
	{ outcome: 'ok', text: 'kick_channel: yourkickchannel' },
	{ outcome: 'ok', text: 'kick_broadcaster_user_id: 123456' },
	{ outcome: 'warning', text: 'kick_chatroom_id: not resolved. Run /kick sync.' },
	{ outcome: 'ok', text: 'OAuth token: exists' },
	{ outcome: 'failed', text: 'Webhooks: not registered. Run /kick sync.' },
	{ outcome: 'ok', text: 'Chat: ready to send/receive' }
];

function chatter(username: string, messages: number): Chatter {
	const seenAt = new Date(1_800_000_000_000);
	return { userId: 1, username, color: null, messages, firstSeenAt: seenAt, lastSeenAt: seenAt };
}

function sentMessage(differences: Partial<SentMessage>): SentMessage {
	return {
		via: 'api',
		as: 'bot',
		botAccount: null,
		confirmed: true,
		messageIds: ['a'],
		replyDropped: false,
		...differences
	};
}

describe('the answer of check_kick_config', () => {
	test('starts with the six lines, each after its icon, then an empty line and the details', () => {
		const details: ConfigLine[] = [{ outcome: 'ok', text: 'Account: streamer' }];
		const findings: ConfigLine[] = [{ outcome: 'warning', text: 'Intents: MessageContent missing' }];

		expect(texts.configReport({ lines: sixLines, details }, findings).split('\n')).toEqual([
			'✅ kick_channel: yourkickchannel',
			'✅ kick_broadcaster_user_id: 123456',
			'⚠️ kick_chatroom_id: not resolved. Run /kick sync.',
			'✅ OAuth token: exists',
			'❌ Webhooks: not registered. Run /kick sync.',
			'✅ Chat: ready to send/receive',
			'',
			'✅ Account: streamer',
			'⚠️ Intents: MessageContent missing'
		]);
	});

	test('keeps the six lines when the details do not fit', () => {
		const details = Array.from({ length: 50 }, (): ConfigLine => ({ outcome: 'failed', text: 'detail '.repeat(20) }));
		const answer = texts.configReport({ lines: sixLines, details }, []);

		expect(answer.length).toBeLessThanOrEqual(texts.MaxReplyLength);
		expect(answer).toContain('✅ Chat: ready to send/receive');
		expect(answer).toMatch(/\n… and \d+ more$/);
	});

	test('fits when every line is hostile', () => {
		const lines = sixLines.map((line) => ({ ...line, text: hostile }));
		const answer = texts.configReport({ lines, details: lines }, lines);
		expect(answer.length).toBeLessThanOrEqual(texts.MaxReplyLength);
		expect(answer).toContain('❌ @\u200Beveryone');
		expect(answer).toContain('\n\n');
	});
});

describe('the answer of say', () => {
	const bySocket = { via: 'websocket', as: 'bot_account' } as const;

	test.each<[Partial<SentMessage>, string]>([
		[{}, 'Sent by API. Kick shows it as the bot.'],
		[{ as: 'user' }, 'Sent by API. Kick shows it as the linked account.'],
		[{ ...bySocket, botAccount: 'writer_' }, 'Sent by socket. Kick shows it as writer\\_.'],
		[bySocket, 'Sent by socket. Kick shows it as the bot account.'],
		[
			{ ...bySocket, confirmed: false },
			'Sent by socket. Kick accepted it as the bot account, but it has not appeared in the chat yet. ' +
				'Check the chat before you send it again.'
		],
		[{ messageIds: ['a', 'b'] }, 'Sent by API. Kick shows it as the bot. It was split into 2 messages.']
	])('names the transport: %o', (differences, answer) => {
		expect(texts.sent(sentMessage(differences))).toBe(answer);
	});

	test('says that the reply was dropped', () => {
		expect(texts.sent(sentMessage({ replyDropped: true }))).toMatch(/it was sent without a reply\.$/);
	});
});

describe('the answer of sync', () => {
	const report = { channel: 'ana', broadcasterUserId: 1, chatroomId: null };

	test('lists every step', () => {
		const steps = [
			{ outcome: 'ok' as const, text: 'kick_broadcaster_user_id: 1' },
			{ outcome: 'warning' as const, text: 'chatroom_id not resolved. Try again.' }
		];
		expect(texts.synced({ ...report, steps })).toBe(
			'Synced ana.\n✅ kick_broadcaster_user_id: 1\n⚠️ chatroom_id not resolved. Try again.'
		);
	});

	test('says so when a step failed', () => {
		const steps = [{ outcome: 'failed' as const, text: 'Subscriptions: Kick did not answer. Try again.' }];
		expect(texts.synced({ ...report, steps })).toMatch(/^Could not sync all of ana\.\n❌ /);
	});
});

describe('the answer of chatters', () => {
	test('counts messages in words', () => {
		expect(texts.chatters([chatter('ana', 1), chatter('ben', 2)])).toBe(
			'Who chatted on Kick recently:\n• ana: 1 message, <t:1800000000:R>\n• ben: 2 messages, <t:1800000000:R>'
		);
	});

	test('says so when there are none', () => {
		expect(texts.chatters([])).toBe('No one has chatted on Kick recently.');
	});

	test('fits in one message', () => {
		const many = Array.from({ length: 500 }, () => chatter(hostile, 7));
		expect(texts.chatters(many).length).toBeLessThanOrEqual(texts.MaxReplyLength);
	});
});

describe('other answers', () => {
	test('show the hint of an error as it is', () => {
		const hint = 'No OAuth token found. Link the streamer with /kick link.';
		expect(texts.failed(new KickError('not_linked', hint))).toBe(hint);
	});

	test('fit and ping no one when they show hostile text', () => {
		const answers = [
			texts.failed(new KickError('chat_refused', hostile)),
			texts.denied(hostile),
			texts.linkOutcome({ ok: false, text: hostile }),
			texts.unlinked({ username: hostile, stillUsedElsewhere: false, stillBotAccount: false, revoked: false }),
			texts.botUnlinked({ username: hostile, stillUsedElsewhere: false, stillBotAccount: false, revoked: false }),
			texts.sent(sentMessage({ as: 'bot_account', botAccount: hostile })),
			texts.channelSet({ channel: hostile, broadcasterUserId: null, chatroomId: null, steps: [] })
		];
		for (const answer of answers) {
			expect(answer.length).toBeLessThanOrEqual(texts.MaxReplyLength);
			expect(answer).not.toContain('@everyone');
		}
	});

	test('say whether an unlinked account keeps its access', () => {
		const result = { username: 'ana', stillUsedElsewhere: false, stillBotAccount: false, revoked: true };
		expect(texts.unlinked(result)).toContain('is revoked');
		expect(texts.unlinked({ ...result, stillUsedElsewhere: true, revoked: false })).toContain('Another server');
		expect(texts.unlinked({ ...result, stillBotAccount: true, revoked: false })).toContain('also the bot account');
		expect(texts.unlinked({ ...result, revoked: false })).toContain('has not confirmed');
	});

	test('say whether a former bot account keeps its access', () => {
		const result = { username: 'ana', stillUsedElsewhere: false, stillBotAccount: false, revoked: true };
		expect(texts.botUnlinked(result)).toBe(
			'ana is no longer the bot account. Its access is revoked and its tokens are deleted.'
		);
		expect(texts.botUnlinked({ ...result, stillUsedElsewhere: true, revoked: false })).toContain(
			'its access is not revoked'
		);
		expect(texts.botUnlinked({ ...result, revoked: false })).toContain('has not confirmed');
	});

	test('show what to type, also with a backtick for a prefix', () => {
		expect(texts.usage([{ usage: '`kick say <text>', description: 'Send a message' }])).toBe(
			'How to use it:\n`kick say <text>`: Send a message'
		);
	});
});
