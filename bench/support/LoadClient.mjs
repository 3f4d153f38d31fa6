import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const LimitMs = 120_000;
const HeadEnd = Buffer.from('\r\n\r\n');

/**
 * Sends prepared requests over keep-alive connections, each waiting for its answer before the next.
 *
 * It uses plain sockets: on two cores the figures would otherwise measure a full HTTP client.
 *
 * @param {{ url: string, requests: readonly Buffer[], connections: number, limitMs?: number }} load
 *   It stops after `limitMs`.
 * @returns {Promise<{ sent: number, perSecond: number, latenciesMs: Float64Array, statuses: Record<number, number> }>}
 */
export async function sendAll({ url, requests, connections, limitMs = Number.POSITIVE_INFINITY }) {
	const { hostname, port } = new URL(url);
	const sockets = await Promise.all(
		Array.from({ length: connections }, async () => {
			const socket = connect({ host: hostname, port: Number(port), noDelay: true });
			await once(socket, 'connect');
			return socket;
		})
	);
	const latenciesMs = new Float64Array(requests.length);
	const statuses = {};
	let next = 0;
	const begun = performance.now();
	const work = sockets.map((socket) =>
		answersOf(socket, () => {
			if (next === requests.length || performance.now() - begun > limitMs) return null;
			const index = next++;
			const sentAt = performance.now();
			return {
				request: requests[index],
				answered(status) {
					latenciesMs[index] = performance.now() - sentAt;
					statuses[status] = (statuses[status] ?? 0) + 1;
				}
			};
		})
	);
	const late = pause(LimitMs, undefined, { ref: false }).then(() => {
		throw new Error(`Not all requests were answered within ${LimitMs / 1_000} s.`);
	});
	await Promise.race([Promise.all(work), late]);
	const seconds = (performance.now() - begun) / 1_000;
	for (const socket of sockets) socket.destroy();
	return { sent: next, perSecond: next / seconds, latenciesMs: latenciesMs.subarray(0, next), statuses };
}

/** Sends one connection's share of the requests. */
function answersOf(socket, take) {
	return new Promise((resolve, reject) => {
		let waiting = take();
		let unread = Buffer.alloc(0);
		const end = (error) => {
			socket.removeAllListeners();
			socket.on('error', () => undefined);
			if (error) reject(error);
			else resolve();
		};
		socket.on('error', end).on('close', () => end(new Error('The server closed the connection.')));
		socket.on('data', (chunk) => {
			unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
			const answer = completeAnswer(unread);
			if (!answer) return;
			unread = unread.subarray(answer.length);
			waiting.answered(answer.status);
			waiting = take();
			if (waiting) socket.write(waiting.request);
			else end();
		});
		if (waiting) socket.write(waiting.request);
		else end();
	});
}

function completeAnswer(bytes) {
	const headEnd = bytes.indexOf(HeadEnd);
	if (headEnd === -1) return null;
	const head = bytes.latin1Slice(0, headEnd);
	const status = Number(head.slice(9, 12));
	const bodyStart = headEnd + HeadEnd.length;
	const declared = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
	if (declared !== undefined) {
		const length = bodyStart + Number(declared);
		return bytes.length >= length ? { status, length } : null;
	}
	if (status === 204 || !/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, length: bodyStart };
	const last = bytes.indexOf('0\r\n\r\n', bodyStart);
	return last === -1 ? null : { status, length: last + 5 };
}
