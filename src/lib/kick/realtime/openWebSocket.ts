import { WebSocket } from 'ws';
import { UserAgent } from '../http/userAgent.js';
import type { OpenSocket } from './Socket.js';

const HandshakeLimitMs = 10_000;
const MaxMessageBytes = 1024 * 1024;
/** A server that sends pings and does not read the answers must not fill our memory. */
const MaxUnsentBytes = 1024 * 1024;
const NormalClosure = 1000;

export const openWebSocket: OpenSocket = (url, listener) => {
	const socket = new WebSocket(url, {
		followRedirects: false,
		handshakeTimeout: HandshakeLimitMs,
		headers: { 'user-agent': UserAgent },
		maxPayload: MaxMessageBytes,
		perMessageDeflate: false
	});
	let failure: string | null = null;
	socket.on('open', () => listener.opened());
	socket.on('message', (data, isBinary) => listener.received(isBinary ? '' : data.toString()));
	// `close` follows each error, and is the one place that reports.
	socket.on('error', (error) => {
		failure ??= error.message;
	});
	socket.on('close', (code, reason) => listener.closed({ code, reason: failure ?? reason.toString() }));
	return {
		send: (text) => {
			if (socket.readyState !== WebSocket.OPEN) return;
			if (socket.bufferedAmount > MaxUnsentBytes) socket.terminate();
			else socket.send(text);
		},
		close: () => socket.close(NormalClosure),
		terminate: () => socket.terminate()
	};
};
