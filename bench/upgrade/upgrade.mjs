import { setTimeout as pause } from 'node:timers/promises';
import { LinkedBot } from '../support/LinkedBot.mjs';
import { median } from '../support/statistics.mjs';
import { fillOldLog, oldEvents } from './fillOldLog.mjs';

const Providers = ['sqlite', 'postgresql'];
const BetweenMs = 100;
const LimitMs = 20 * 60_000;

/** Measures how long version 0.1's log takes to move, and how long webhooks wait meanwhile, at ten a second. */
export async function benchUpgrade({ rows, say }) {
	const results = [];
	for (const provider of Providers) {
		const linked = await LinkedBot.start({ provider });
		await linked.bot.process.kill('SIGTERM');
		await fillOldLog(linked, rows);
		const readyMs = await linked.restart();
		const { seconds, answersMs } = await receiveUntilMoved(linked);
		await linked.stop();
		results.push({
			provider,
			rows,
			readyMs,
			seconds,
			answers: answersMs.length,
			p50: median(answersMs),
			longestMs: Math.max(...answersMs)
		});
		say(
			`upgrade ${provider}, ${rows} rows: ${seconds.toFixed(1)} s, ` +
				`longest answer ${results.at(-1).longestMs.toFixed(0)} ms`
		);
	}
	return results;
}

async function receiveUntilMoved(linked) {
	const begun = performance.now();
	const answersMs = [];
	while ((await oldEvents(linked)) > 0) {
		if (performance.now() - begun > LimitMs) throw new Error('The old log was not moved in time.');
		const { latenciesMs } = await linked.deliver(linked.sign(1), 1);
		answersMs.push(latenciesMs[0]);
		await pause(BetweenMs);
	}
	return { seconds: (performance.now() - begun) / 1_000, answersMs };
}
