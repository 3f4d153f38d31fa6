import { LinkedBot } from '../support/LinkedBot.mjs';
import { median, quantile } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';
import { fillLog } from './fillLog.mjs';

const LogPages = 9;
const Connections = 16;
const Providers = ['sqlite', 'postgresql'];

/** What the same work costs with more servers, and with more rows in the log. */
export async function benchGrowth({ guilds, rows, deliveries, minutes, say }) {
	const results = { guilds: [], rows: [] };
	for (const provider of Providers) {
		for (const count of guilds) {
			const linked = await LinkedBot.start({ provider });
			// They follow another channel: how one event goes to many servers is the fan-out.
			const { streamer } = await linked.bot.addCommunity('streamertwo');
			await linked.addGuilds(streamer, count - 2);
			results.guilds.push({ provider, guilds: count, ...(await measure(linked, deliveries)) });
			await linked.stop();
			say(`growth ${provider}, ${count} servers: ${Math.round(results.guilds.at(-1).perSecond)}/s`);
		}
	}
	for (const provider of Providers) {
		const linked = await LinkedBot.start({ provider });
		const isLate = timeLimit(minutes / Providers.length);
		let filled = 0;
		for (const count of rows) {
			if (isLate()) {
				say(`growth ${provider}, ${count} log rows: left out, there is no time for them.`);
				continue;
			}
			await linked.bot.process.kill('SIGTERM');
			await fillLog(linked, filled, count);
			filled = count;
			results.rows.push({ provider, rows: count, ...(await measure(linked, deliveries)) });
			say(`growth ${provider}, ${count} log rows: ${Math.round(results.rows.at(-1).perSecond)}/s`);
		}
		await linked.stop();
	}
	return results;
}

async function measure(linked, deliveries) {
	const readyMs = await linked.restart();
	await linked.deliver(linked.sign(deliveries), Connections);
	const { perSecond, latenciesMs } = await linked.deliver(linked.sign(deliveries), Connections);
	const { milliseconds } = await linked.bot.process.ask('logPage', { guildId: linked.guild.id, times: LogPages });
	const { residentBytes } = await linked.bot.process.ask('memory');
	return {
		readyMs,
		perSecond,
		p50: median(latenciesMs),
		p99: quantile(latenciesMs, 0.99),
		logPageMs: median(milliseconds),
		residentBytes
	};
}
