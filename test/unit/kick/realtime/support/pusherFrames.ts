import type { Peer } from './SocketServer.js';

export const hello = (activityTimeout = 120) => ({
	event: 'pusher:connection_established',
	data: JSON.stringify({ socket_id: '123.456', activity_timeout: activityTimeout })
});

export const channel = (chatroomId: number) => `chatrooms.${chatroomId}.v2`;

export const subscribe = (chatroomId: number) => ({
	event: 'pusher:subscribe',
	data: { auth: '', channel: channel(chatroomId) }
});

export const unsubscribe = (chatroomId: number) => ({
	event: 'pusher:unsubscribe',
	data: { channel: channel(chatroomId) }
});

export const succeeded = (chatroomId: number) => ({
	event: 'pusher_internal:subscription_succeeded',
	data: '{}',
	channel: channel(chatroomId)
});

export const chatMessage = (chatroomId: number, content: string) => ({
	event: 'App\\Events\\ChatMessageEvent',
	data: JSON.stringify({ content }),
	channel: channel(chatroomId)
});

/** Greets, and confirms this many chatrooms. */
export async function welcome(peer: Peer, chatrooms: number, activityTimeout?: number): Promise<number[]> {
	peer.send(hello(activityTimeout));
	const ids: number[] = [];
	while (ids.length < chatrooms) {
		const { data } = (await peer.next()) as ReturnType<typeof subscribe>;
		const id = Number(data.channel.split('.')[1]);
		peer.send(succeeded(id));
		ids.push(id);
	}
	await peer.settled();
	return ids;
}
