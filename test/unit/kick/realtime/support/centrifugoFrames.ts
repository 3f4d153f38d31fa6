import { channel } from './pusherFrames.js';
import type { Peer } from './SocketServer.js';

export interface Command {
	id: number;
	connect?: { token: string };
	subscribe?: { channel: string };
	refresh?: { token: string };
}

export const publication = (chatroomId: number, content: string) => ({
	push: {
		channel: channel(chatroomId),
		pub: { data: { event: 'App\\Events\\ChatMessageEvent', data: JSON.stringify({ content }) } }
	}
});

/** Returns the client's next message, which may contain several commands. */
export async function commands(peer: Peer): Promise<Command[]> {
	return (await peer.received.take()).split('\n').map((document) => JSON.parse(document));
}

export const connectResult = { client: 'c1', version: '6', expires: true, ttl: 1800, ping: 25 };

/** Answers the connect command, and confirms the first subscriptions. */
export async function welcome(peer: Peer, result: object = connectResult): Promise<Command[]> {
	const [connect] = await commands(peer);
	peer.send({ id: connect?.id, connect: result });
	const asked = await commands(peer);
	for (const { id } of asked) peer.send({ id, subscribe: {} });
	await peer.settled();
	return asked;
}
