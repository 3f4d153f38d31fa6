import { beforeEach, describe, expect, it } from 'vitest';
import { LinkedChatrooms } from '../../../src/lib/socket/LinkedChatrooms.js';
import type { LinkedChannel } from '../../../src/lib/storage/links/types.js';

let chatrooms: LinkedChatrooms;
beforeEach(() => {
	chatrooms = new LinkedChatrooms();
});

function channel(guildId: string, broadcasterUserId: number, chatroomId: number | null): LinkedChannel {
	return { guildId, broadcasterUserId, username: `streamer${broadcasterUserId}`, slug: null, chatroomId };
}

const proof = (chatroomId: number, broadcasterUserId: number) => ({ chatroomId, broadcasterUserId });
const everyServer = () => true;

describe('a chatroom that a server claims', () => {
	it('is read once for all servers of this process, and has no channel', () => {
		chatrooms.set(
			[channel('1', 5, 50), channel('2', 5, 50), channel('3', 6, 60), channel('4', 7, null), channel('5', 8, 0)],
			[]
		);
		expect(chatrooms.wanted((guildId) => guildId !== '3')).toEqual(new Set([50]));
		expect(chatrooms.channelOf(50)).toBeNull();
		expect(chatrooms.belongsTo(50, 5)).toBe(false);
		expect([chatrooms.claimantsOf(50), chatrooms.unprovenOf(5)]).toEqual([[5], [50]]);
	});

	it('is the channel’s once it is proven', () => {
		chatrooms.set([channel('1', 5, 50), channel('2', 5, 51)], [proof(50, 5)]);
		expect(chatrooms.channelOf(50)).toMatchObject({ guildId: '1', broadcasterUserId: 5 });
		expect([chatrooms.belongsTo(50, 5), chatrooms.belongsTo(51, 5)]).toEqual([true, false]);
		expect([chatrooms.claimantsOf(50), chatrooms.unprovenOf(5)]).toEqual([[], [51]]);
		chatrooms.prove(proof(51, 5));
		expect(chatrooms.belongsTo(51, 5)).toBe(true);
		expect(chatrooms.unprovenOf(5)).toEqual([]);
	});

	it('is not read for a server if it is proven for another channel', () => {
		chatrooms.set([channel('1', 5, 50), channel('2', 6, 50)], [proof(50, 6)]);
		expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 6 });
		expect(chatrooms.belongsTo(50, 5)).toBe(false);
		expect(chatrooms.wanted((guildId) => guildId === '1')).toEqual(new Set());
		expect(chatrooms.wanted(everyServer)).toEqual(new Set([50]));
		chatrooms.prove(proof(50, 5));
		expect(chatrooms.belongsTo(50, 6)).toBe(true);
	});

	it('has no channel here if it is proven for a channel that no server claims it for', () => {
		chatrooms.set([channel('1', 5, 50)], [proof(50, 9)]);
		expect(chatrooms.channelOf(50)).toBeNull();
		expect(chatrooms.wanted(everyServer)).toEqual(new Set());
	});

	it('does not block another claim while neither is proven', () => {
		chatrooms.set([channel('1', 5, 50), channel('2', 6, 50)], []);
		expect(chatrooms.claimantsOf(50)).toEqual([5, 6]);
		chatrooms.prove(proof(50, 6));
		expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 6 });
	});

	it('loses its proof with the chatroom id or the channel', () => {
		chatrooms.set([channel('1', 5, 50)], [proof(50, 5)]);
		chatrooms.set([channel('1', 5, 51)], [proof(50, 5)]);
		expect([chatrooms.channelOf(50), chatrooms.channelOf(51)]).toEqual([null, null]);
		chatrooms.set([channel('1', 6, 50)], [proof(50, 5)]);
		expect(chatrooms.channelOf(50)).toBeNull();
	});

	it('keeps the first of two proofs: stored ones override those found here', () => {
		chatrooms.set([channel('1', 5, 50), channel('2', 6, 50)], [proof(50, 5), proof(50, 6)]);
		expect(chatrooms.belongsTo(50, 5)).toBe(true);
	});
});
