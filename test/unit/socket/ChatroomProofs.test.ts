import { describe, expect, it } from 'vitest';
import { messageKey } from '../../../src/lib/events/messageKey.js';
import { ChatroomProofs } from '../../../src/lib/socket/ChatroomProofs.js';
import { LinkedChatrooms } from '../../../src/lib/socket/LinkedChatrooms.js';
import type { Database } from '../../../src/lib/storage/types.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { linkChannel } from '../storage/support/linkChannel.js';
import { newEvent } from '../storage/support/newEvent.js';
import { VirtualClock } from '../time/VirtualClock.js';

const [Owner, Thief, Room] = [5, 6, 50];

/** The knowledge of one process of the bot. */
function processOn(database: Database) {
	const chatrooms = new LinkedChatrooms();
	const proofs = new ChatroomProofs({
		storage: database,
		chatrooms,
		onFound: () => undefined,
		logger: recordingLogger(),
		clock: new VirtualClock()
	});
	const receive = (id: string) =>
		proofs.receive({
			chatroomId: Room,
			event: 'App\\Events\\ChatMessageEvent',
			data: { id, chatroom_id: Room, sender: { id: 99 } }
		});
	return { chatrooms, proofs, receive, owner: () => chatrooms.channelOf(Room)?.broadcasterUserId ?? null };
}

const webhook = (number: number, broadcasterUserId: number, id: string) =>
	newEvent(number, { broadcasterUserId, messageId: messageKey(broadcasterUserId, id), guildIds: [] });

describe.each(databaseProviders)('a chatroom that two servers claim, on %s', (provider) => {
	/** Creates two processes: one reads the chat, the other receives the webhooks. */
	async function scene() {
		const place = await temporaryPlace(provider);
		const [here, there] = [await openForTest(place), await openForTest(place)];
		await linkChannel(here, '1', Owner, Room);
		await linkChannel(here, '2', Thief, Room);
		const [reader, other] = [processOn(here), processOn(there)];
		for (const { proofs } of [reader, other]) await proofs.load();
		return { here, there, reader, other };
	}

	it('is proven by a webhook of another process, for the channel of the webhook', async () => {
		const { there, reader, other } = await scene();
		reader.receive('m-1');
		await reader.proofs.search();
		expect(reader.owner()).toBeNull();
		await there.events.insert([webhook(1, Owner, 'm-1'), webhook(2, Thief, 'm-2')]);
		await reader.proofs.search();
		expect(reader.owner()).toBe(Owner);
		await reader.proofs.load();
		await other.proofs.load();
		expect(other.owner()).toBe(Owner);
		expect(other.chatrooms.claimantsOf(Room)).toEqual([]);
	});

	it('is not proven by the same id in a webhook of a channel that does not claim it', async () => {
		const { there, reader } = await scene();
		reader.receive('m-1');
		await there.events.insert([webhook(1, 7, 'm-1')]);
		await reader.proofs.search();
		expect(reader.owner()).toBeNull();
	});

	it('belongs to one channel when two processes find two proofs at once', async () => {
		const { here, reader, other } = await scene();
		reader.receive('m-1');
		reader.proofs.deliver(Owner, messageKey(Owner, 'm-1'));
		other.receive('m-2');
		other.proofs.deliver(Thief, messageKey(Thief, 'm-2'));
		await Promise.all([reader.proofs.load(), other.proofs.load()]);
		for (const { proofs } of [reader, other]) await proofs.load();
		expect(await here.chatrooms.list()).toHaveLength(1);
		expect(reader.owner()).toBe(other.owner());
		expect(reader.owner()).not.toBeNull();
	});

	it('has no owner when the account is unlinked, and then stays closed to the other', async () => {
		const { here, reader, other } = await scene();
		reader.receive('m-1');
		reader.proofs.deliver(Owner, messageKey(Owner, 'm-1'));
		await reader.proofs.load();
		await here.links.delete('1');
		await other.proofs.load();
		expect(await here.chatrooms.list()).toEqual([]);
		expect(other.owner()).toBeNull();
		expect(other.chatrooms.claimantsOf(Room)).toEqual([Thief]);
	});
});
