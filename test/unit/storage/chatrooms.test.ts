import { describe, expect, it } from 'vitest';
import type { ChatroomProof } from '../../../src/lib/storage/repositories/ChatroomRepository.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { newEvent } from './support/newEvent.js';

const proof = (changes: Partial<ChatroomProof> = {}): ChatroomProof => ({
	chatroomId: 50,
	broadcasterUserId: 5,
	provenBy: 'message',
	provenAt: new Date('2026-01-01T00:00:00.123Z'),
	...changes
});
const later = new Date('2026-02-01T00:00:00.456Z');

describe.each(databaseProviders)('the proof of a chatroom on %s', (provider) => {
	it('is kept as it is, also after a restart', async () => {
		const place = await temporaryPlace(provider);
		const large = proof({ chatroomId: 9_007_199_254_740_991, broadcasterUserId: 4_000_000_000 });
		const { chatrooms } = await openForTest(place);
		for (const each of [large, proof()]) await chatrooms.prove(each);
		const restarted = await openForTest(place);
		expect(await restarted.chatrooms.list()).toEqual([proof(), large]);
		expect(await restarted.chatrooms.find(50)).toEqual(proof());
		expect(await restarted.chatrooms.find(51)).toBeNull();
	});

	it('is not taken by a second one, unless Kick’s website says so', async () => {
		const { chatrooms } = await temporaryDatabase(provider);
		await chatrooms.prove(proof());
		for (const provenBy of ['message', 'badge'] as const) {
			await chatrooms.prove(proof({ broadcasterUserId: 6, provenBy, provenAt: later }));
		}
		expect(await chatrooms.find(50)).toEqual(proof());
		const bySite = proof({ broadcasterUserId: 6, provenBy: 'website', provenAt: later });
		await chatrooms.prove(bySite);
		await chatrooms.prove(proof());
		expect(await chatrooms.find(50)).toEqual(bySite);
	});

	it('is one when two processes find it at once', async () => {
		const place = await temporaryPlace(provider);
		const databases = await Promise.all([openForTest(place), openForTest(place)]);
		await Promise.all(
			databases.map(({ chatrooms }, index) => chatrooms.prove(proof({ broadcasterUserId: 5 + index })))
		);
		expect(await databases[0]!.chatrooms.list()).toHaveLength(1);
	});

	it('is forgotten, but not where another one was stored since', async () => {
		const { chatrooms } = await temporaryDatabase(provider);
		await chatrooms.prove(proof());
		await chatrooms.prove(proof({ provenBy: 'website', provenAt: later }));
		await chatrooms.forget(proof());
		expect(await chatrooms.list()).toHaveLength(1);
		await chatrooms.forget(proof({ provenAt: later }));
		expect(await chatrooms.list()).toEqual([]);
	});
});

describe.each(databaseProviders)('messages that came by webhook on %s', (provider) => {
	it('are found among those of the socket, of tests and of the bot, up to the limit', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([
			newEvent(1),
			newEvent(2, { source: 'websocket' }),
			newEvent(3, { source: 'test' }),
			newEvent(4, { source: 'bot' }),
			newEvent(5, { state: 'stale' })
		]);
		const ids = Array.from({ length: 5_000 }, (_, index) => `message-${index}`);
		expect((await events.cameByWebhook(ids)).toSorted()).toEqual(['message-1', 'message-5']);
		expect(await events.cameByWebhook([])).toEqual([]);
	});
});
