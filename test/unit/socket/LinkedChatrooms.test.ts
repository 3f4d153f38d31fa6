import { beforeEach, expect, it } from 'vitest';
import { LinkedChatrooms } from '../../../src/lib/socket/LinkedChatrooms.js';
import type { LinkedChannel } from '../../../src/lib/storage/links/types.js';

let chatrooms: LinkedChatrooms;
beforeEach(() => {
	chatrooms = new LinkedChatrooms();
});

function channel(guildId: string, broadcasterUserId: number, chatroomId: number | null): LinkedChannel {
	return { guildId, broadcasterUserId, username: `streamer${broadcasterUserId}`, slug: null, chatroomId };
}

function says(chatroomId: number, senderId: unknown, badges: unknown): void {
	const data = { sender: { id: senderId, identity: { badges } } };
	chatrooms.learn({ chatroomId, event: 'App\\Events\\ChatMessageEvent', data });
}

const OwnersBadge = [{ type: 'broadcaster', text: 'Broadcaster' }];

it('wants each chatroom of the servers of this process once', () => {
	chatrooms.set([
		channel('1', 5, 50),
		channel('2', 5, 50),
		channel('3', 6, 60),
		channel('4', 7, null),
		channel('5', 8, 0)
	]);
	expect(chatrooms.wanted((guildId) => guildId !== '3')).toEqual(new Set([50]));
});

it('gives the events of a chatroom to its channel', () => {
	chatrooms.set([channel('1', 5, 50), channel('2', 5, 50)]);
	expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 5 });
	expect(chatrooms.channelOf(51)).toBeNull();
});

it('gives a chatroom that two channels claim to neither, until its owner speaks', () => {
	chatrooms.set([channel('1', 5, 50), channel('2', 6, 50)]);
	expect(chatrooms.channelOf(50)).toBeNull();
	says(50, 7, [{ type: 'moderator', text: 'Moderator' }]);
	expect(chatrooms.channelOf(50)).toBeNull();
	says(50, '6', ['odd', null, ...OwnersBadge]);
	expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 6 });
	expect([chatrooms.belongsTo(50, 5), chatrooms.belongsTo(50, 6)]).toEqual([false, true]);
});

it('takes a chatroom from the only one who claims it when the owner turns out to be somebody else', () => {
	chatrooms.set([channel('1', 5, 50)]);
	says(50, 9, OwnersBadge);
	expect(chatrooms.channelOf(50)).toBeNull();
	expect(chatrooms.belongsTo(50, 5)).toBe(false);
});

it('knows an owner for as long as anybody claims the chatroom', () => {
	chatrooms.set([channel('1', 5, 50)]);
	says(50, 9, OwnersBadge);
	chatrooms.set([channel('1', 5, 50), channel('2', 9, 50)]);
	expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 9 });
	chatrooms.set([]);
	chatrooms.set([channel('1', 5, 50)]);
	expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 5 });
});

it.each([null, {}, { sender: null }, { sender: { id: 9, identity: { badges: 'broadcaster' } } }])(
	'learns nothing from %j',
	(data) => {
		chatrooms.set([channel('1', 5, 50)]);
		chatrooms.learn({ chatroomId: 50, event: 'App\\Events\\ChatMessageEvent', data });
		chatrooms.learn({
			chatroomId: 50,
			event: 'App\\Events\\PollUpdateEvent',
			data: { sender: { id: 9, identity: { badges: OwnersBadge } } }
		});
		expect(chatrooms.channelOf(50)).toMatchObject({ broadcasterUserId: 5 });
	}
);
