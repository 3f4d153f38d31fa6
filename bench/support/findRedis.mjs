import { connect } from 'node:net';

const Url = process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379';
const LimitMs = 1_000;

/** Returns the address of a Redis server, or `null` where none listens. Processes wake each other through it. */
export function findRedis() {
	const { hostname, port } = new URL(Url);
	return new Promise((resolve) => {
		const socket = connect({ host: hostname, port: Number(port || 6_379), timeout: LimitMs });
		const end = (url) => {
			socket.destroy();
			resolve(url);
		};
		socket
			.on('connect', () => end(Url))
			.on('error', () => end(null))
			.on('timeout', () => end(null));
	});
}
