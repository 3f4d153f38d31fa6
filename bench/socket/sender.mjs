// A Pusher server that sends chat messages as fast as its listener reads them.
import { once } from 'node:events';
import { Sender, WebSocketServer } from 'ws';

const Chatroom = 'chatrooms.5690002.v2';
/** Messages are built and framed beforehand, so that sending costs less than receiving. */
const Distinct = 500;
const FramesOfPiece = 50;

const frame = (message) =>
	Buffer.concat(
		Sender.frame(Buffer.from(JSON.stringify(message)), {
			fin: true,
			opcode: 1,
			mask: false,
			readOnly: true,
			rsv1: false
		})
	);
const messages = Array.from({ length: Distinct }, (_, number) => frame(chatMessage(number)));
const pieces = Array.from({ length: Distinct / FramesOfPiece }, (_, piece) =>
	Buffer.concat(messages.slice(piece * FramesOfPiece, (piece + 1) * FramesOfPiece))
);

function chatMessage(number) {
	const data = {
		id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
		chatroom_id: 5_690_002,
		content: `message ${number} of a busy chat, about as long as people write [emote:37226:KEKW]`,
		type: 'message',
		created_at: '2026-11-27T18:05:06+00:00',
		sender: {
			id: 100_000 + number,
			username: `viewer_${number}`,
			slug: `viewer-${number}`,
			identity: { color: '#75FD46', badges: [{ type: 'subscriber', text: 'Subscriber', count: 3 }] }
		},
		metadata: { message_ref: String(number) }
	};
	return { event: 'App\\Events\\ChatMessageEvent', data: JSON.stringify(data), channel: Chatroom };
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
await once(server, 'listening');
server.on('connection', (client, { socket }) => {
	const say = (event, data, channel) => client.send(JSON.stringify({ event, data: JSON.stringify(data), channel }));
	say('pusher:connection_established', { socket_id: '1.1', activity_timeout: 120 });
	client.on('message', (text) => {
		const { event, data } = JSON.parse(text);
		if (event === 'pusher:subscribe') say('pusher_internal:subscription_succeeded', {}, data.channel);
	});
	process.on('message', ({ frames }) => sendAll(socket, frames));
});

async function sendAll(socket, frames) {
	for (let sent = 0; sent < frames; sent += FramesOfPiece) {
		if (!socket.write(pieces[(sent / FramesOfPiece) % pieces.length])) await once(socket, 'drain');
	}
}

process.on('disconnect', () => process.exit());
process.send({ url: `ws://127.0.0.1:${server.address().port}/app/bench` });
