import { HttpsProxyAgent } from 'https-proxy-agent';
import { WebSocket } from 'ws';
import { connectionReason } from '../../connectionReason.js';
import { type ProxyFor, splitProxyUrl } from '../../http/outgoingAgent.js';
import { UserAgent } from '../http/userAgent.js';
import type { Socket, SocketListener } from './Socket.js';

const HandshakeLimitMs = 10_000;
const MaxMessageBytes = 1024 * 1024;
/** Maximum size of unsent messages, so that a server that sends pings but reads nothing cannot fill the memory. */
const MaxUnsentBytes = 1024 * 1024;
const NormalClosure = 1000;

/** Opens a socket, through a proxy if there is one for it. */
export function openWebSocket(url: string, listener: SocketListener, proxyFor?: ProxyFor): Socket {
	const proxy = proxyFor?.(url) ?? null;
	// Ends a pending connection to a proxy when the socket closes.
	const tunnel = new AbortController();
	const socket = new WebSocket(url, {
		followRedirects: false,
		handshakeTimeout: HandshakeLimitMs,
		headers: { 'user-agent': UserAgent },
		maxPayload: MaxMessageBytes,
		perMessageDeflate: false,
		// Always tunnels with CONNECT, even for an unencrypted socket.
		...(proxy !== null && { agent: tunnelAgent(proxy, tunnel.signal) })
	});
	let failure: string | null = null;
	socket.on('open', () => listener.opened());
	socket.on('message', (data, isBinary) => listener.received(isBinary ? '' : data.toString()));
	// Only keeps the reason, because `close` follows each error and reports it.
	socket.on('error', (error) => {
		failure ??= `${proxy === null ? '' : 'through the proxy: '}${connectionReason(error) ?? error.message}`;
	});
	socket.on('close', (code, reason) => {
		tunnel.abort();
		listener.closed({ code, reason: failure ?? reason.toString() });
	});
	return {
		send: (text) => {
			if (socket.readyState !== WebSocket.OPEN) return;
			if (socket.bufferedAmount > MaxUnsentBytes) socket.terminate();
			else socket.send(text);
		},
		close: () => socket.close(NormalClosure),
		terminate: () => socket.terminate()
	};
}

function tunnelAgent(proxy: string, signal: AbortSignal): HttpsProxyAgent<string> {
	const { uri, authorization } = splitProxyUrl(proxy);
	return new HttpsProxyAgent(uri, { signal, headers: authorization ? { 'Proxy-Authorization': authorization } : {} });
}
