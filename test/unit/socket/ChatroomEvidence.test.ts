import { beforeEach, describe, expect, it } from 'vitest';
import { messageKey } from '../../../src/lib/events/messageKey.js';
import { ChatroomEvidence } from '../../../src/lib/socket/ChatroomEvidence.js';
import { VirtualClock } from '../time/VirtualClock.js';

const Chat = 'App\\Events\\ChatMessageEvent';
const badges = [{ type: 'broadcaster', text: 'Broadcaster' }];
const viewer = { id: 99, identity: { badges: [] } };

let clock: VirtualClock;
let evidence: ChatroomEvidence;
beforeEach(() => {
	clock = new VirtualClock();
	evidence = new ChatroomEvidence(clock);
});

const message = (changes: object = {}) => ({ id: 'm-1', chatroom_id: 50, content: 'hi', sender: viewer, ...changes });
const receive = (data: unknown, { event = Chat, chatroomId = 50, claimants = [5] } = {}) =>
	evidence.receive({ chatroomId, event, data }, claimants);
const byMessage = (broadcasterUserId: number) => ({ chatroomId: 50, broadcasterUserId, provenBy: 'message' });
const byBadge = (broadcasterUserId: number) => ({ chatroomId: 50, broadcasterUserId, provenBy: 'badge' });

describe('the owner’s badge', () => {
	it('proves the chatroom of a linked owner, whose id may be a text', () => {
		expect(receive(message({ sender: { id: 5, identity: { badges } } }))).toEqual(byBadge(5));
		expect(
			receive(message({ sender: { id: '6', identity: { badges: ['odd', null, ...badges] } } }), { claimants: [5, 6] })
		).toEqual(byBadge(6));
		expect(receive(message({ chatroom_id: undefined, sender: { id: 5, identity: { badges } } }))).toEqual(byBadge(5));
	});

	it.each<[string, object, object?]>([
		['of another account', { sender: { id: 7, identity: { badges } } }],
		['that the linked owner does not have there', { sender: { id: 5, identity: { badges: [{ type: 'vip' }] } } }],
		['only in a text', { sender: { id: 5, identity: { badges: [{ type: 'vip', text: 'broadcaster' }] } } }],
		['only in the text of the message', { content: JSON.stringify({ sender: { id: 5, identity: { badges } } }) }],
		['of the author of the original message', { metadata: { original_sender: { id: 5, identity: { badges } } } }],
		['in a message of another chatroom', { chatroom_id: 51, sender: { id: 5, identity: { badges } } }],
		['beside the sender', { badges, identity: { badges }, sender: { id: 5 } }],
		['of an odd shape', { sender: { id: 5, identity: { badges: 'broadcaster' } } }],
		[
			'in another event',
			{ sender: { id: 5, identity: { badges } } },
			{ event: 'App\\Events\\PinnedMessageCreatedEvent' }
		]
	])('%s proves nothing', (_, changes, where = {}) => {
		expect(receive(message(changes), where)).toBeNull();
	});

	it.each([null, {}, [], 'x', { id: 'm', sender: null }, { sender: { id: 5, identity: { badges } } }])(
		'is not read from %j',
		(data) => {
			expect(receive(data)).toBeNull();
			expect(evidence.questions(() => [5]).size).toBe(0);
		}
	);
});

describe('a message that came by webhook and by socket', () => {
	it('proves the chatroom, the socket first', () => {
		expect(receive(message())).toBeNull();
		expect(evidence.deliver(5, [50], messageKey(5, 'm-1'))).toEqual(byMessage(5));
	});

	it('proves the chatroom, the webhook first', () => {
		expect(evidence.deliver(5, [50], messageKey(5, 'm-1'))).toBeNull();
		expect(receive(message())).toEqual(byMessage(5));
	});

	it('proves it for the channel of the webhook, of all that claim it', () => {
		receive(message(), { claimants: [5, 6] });
		expect(evidence.deliver(6, [50], messageKey(6, 'm-1'))).toEqual(byMessage(6));
		evidence.deliver(6, [50], messageKey(6, 'm-2'));
		expect(receive(message({ id: 'm-2' }), { claimants: [5, 6] })).toEqual(byMessage(6));
	});

	it('proves nothing if the webhook was for another channel, or the message of another chatroom', () => {
		expect(evidence.deliver(6, [60], messageKey(6, 'm-1'))).toBeNull();
		expect(receive(message())).toBeNull();
		expect(receive(message({ id: 'm-2', chatroom_id: 51 }))).toBeNull();
		expect(evidence.deliver(5, [50], messageKey(5, 'm-2'))).toBeNull();
	});

	it('proves nothing with the id of the original message of a reply', () => {
		evidence.deliver(5, [50], messageKey(5, 'm-1'));
		const quoted = { id: 'm-2', message_id: 'm-1', metadata: { original_message: { id: 'm-1' } } };
		expect(receive(message(quoted))).toBeNull();
	});

	it('proves nothing with an invalid id', () => {
		for (const id of ['', '5:m-1', 'a b', 'x'.repeat(65), 7, null]) expect(receive(message({ id }))).toBeNull();
		expect(evidence.questions(() => [5]).size).toBe(0);
	});
});

describe('the memory of messages', () => {
	it('queries the log for each claim, once a minute', async () => {
		receive(message());
		expect([...evidence.questions(() => [5, 6])]).toEqual([
			['5:m-1', byMessage(5)],
			['6:m-1', byMessage(6)]
		]);
		await clock.advance(60_000);
		expect(evidence.questions(() => [5]).size).toBe(0);
	});

	it('has a few messages of each chatroom, so that a busy one neither fills it nor replaces another', async () => {
		for (let number = 0; number < 10_000; number++) receive(message({ id: `m-${number}` }));
		receive(message({ id: 'other', chatroom_id: 60 }), { chatroomId: 60, claimants: [6] });
		const questions = evidence.questions((chatroomId) => (chatroomId === 50 ? [5] : [6]));
		expect(questions.size).toBe(21);
		expect(questions.get('6:other')).toMatchObject({ chatroomId: 60 });
		await clock.advance(60_000);
		receive(message({ id: 'later' }));
		expect([...evidence.questions((chatroomId) => (chatroomId === 50 ? [5] : [])).keys()]).toEqual(['5:later']);
	});

	it('has nothing of a chatroom that is no longer claimed', () => {
		receive(message());
		expect(evidence.questions(() => []).size).toBe(0);
		expect(evidence.questions(() => [5]).size).toBe(0);
	});
});
