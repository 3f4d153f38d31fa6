import { fork } from 'node:child_process';
import { once } from 'node:events';
import { buildKickSources } from '../support/buildSources.mjs';
import { atEnd } from '../support/cleanUp.mjs';
import { median } from '../support/statistics.mjs';

const Names = ['plugin', 'plugin-typed', 'pusher-js', 'bare'];
const LimitMs = 60_000;

/** Measures decoded and handled frames a second, one client after the other, with the server in another process. */
export async function benchSocket({ rounds, frames, say }) {
	const sources = await buildKickSources();
	const runs = [];
	for (let round = 0; round < rounds; round += 1) {
		for (const name of [...Names.slice(round % Names.length), ...Names.slice(0, round % Names.length)]) {
			const perSecond = await measure(name, frames, sources.path);
			runs.push({ name, perSecond });
			say(`socket ${round + 1}/${rounds} ${name}: ${Math.round(perSecond)} frames/s`);
		}
	}
	await sources.remove();
	return Object.fromEntries(
		Names.map((name) => [
			name,
			{ perSecond: median(runs.filter((run) => run.name === name).map((run) => run.perSecond)) }
		])
	);
}

async function measure(name, frames, sources) {
	const sender = start('sender.mjs', []);
	const { url } = await sender.nextMessage();
	const listener = start('listener.mjs', [name, url], { BENCH_KICK_SOURCES: sources });
	await listener.nextMessage();
	let perSecond = 0;
	// The first run is the warm-up.
	for (const count of [frames / 2, frames]) {
		await listener.ask({ frames: count });
		const counted = listener.nextMessage();
		sender.child.send({ frames: count });
		const { received, seconds } = await counted;
		if (received !== count) throw new Error(`${name} received ${received} of ${count} frames.`);
		perSecond = received / seconds;
	}
	await Promise.all([sender.stop(), listener.stop()]);
	return perSecond;
}

function start(file, options, environment = {}) {
	const child = fork(new URL(file, import.meta.url), options, { env: { ...process.env, ...environment } });
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`${file} ended with code ${code}.`);
	});
	ended.catch(() => undefined);
	const stop = atEnd(async () => {
		child.kill('SIGKILL');
		await ended.catch(() => undefined);
	});
	const nextMessage = async () => {
		const message = once(child, 'message', { signal: AbortSignal.timeout(LimitMs) });
		return (await Promise.race([message, ended]))[0];
	};
	const ask = (message) => {
		const answer = nextMessage();
		child.send(message);
		return answer;
	};
	return { child, nextMessage, ask, stop };
}
