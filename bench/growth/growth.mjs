import { LinkedBot } from '../support/LinkedBot.mjs';
import { median, quantile } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';
import { fillLog } from './fillLog.mjs';

const LogPages = 9;
const Connections = 16;
const LeftOut = 'left out, there is no time for it.';
const Providers = ['sqlite', 'postgresql'];

/** What the same work costs with more servers, and with more rows in the log. */
export async function benchGrowth({ guilds, rows, deliveries, minutes, say }) {
	const results = { guilds: [], rows: [] };
	for (const provider of Providers) {
		results.guilds.push(...(await withGuilds(provider, guilds, { deliveries, minutes: minutes / 4, say })));
	}
	for (const provider of Providers) {
		results.rows.push(...(await withRows(provider, rows, { deliveries, minutes: minutes / 3, say })));
	}
	return results;
}

async function withGuilds(provider, sizes, { deliveries, minutes, say }) {
	const results = [];
	for (const guilds of inTime(sizes, minutes, (size) => say(`growth ${provider}, ${size} servers: ${LeftOut}`))) {
		const linked = await LinkedBot.start({ provider });
		// They follow another channel: how one event goes to many servers is the fan-out.
		const { streamer } = await linked.bot.addCommunity('streamertwo');
		await linked.addGuilds(streamer, guilds - 2);
		results.push({ provider, guilds, ...(await measure(linked, deliveries)) });
		await linked.stop();
		say(`growth ${provider}, ${guilds} servers: ${Math.round(results.at(-1).perSecond)}/s`);
	}
	return results;
}

async function withRows(provider, sizes, { deliveries, minutes, say }) {
	const results = [];
	const linked = await LinkedBot.start({ provider });
	let filled = 0;
	for (const rows of inTime(sizes, minutes, (size) => say(`growth ${provider}, ${size} log rows: ${LeftOut}`))) {
		await linked.bot.process.kill('SIGTERM');
		await fillLog(linked, filled, rows);
		filled = rows;
		results.push({ provider, rows, ...(await measure(linked, deliveries)) });
		say(`growth ${provider}, ${rows} log rows: ${Math.round(results.at(-1).perSecond)}/s`);
	}
	await linked.stop();
	return results;
}

/** As many of the sizes as there is time for, and the first in any case. */
function* inTime(sizes, minutes, leaveOut) {
	const isLate = timeLimit(minutes);
	for (const [index, size] of sizes.entries()) {
		if (index > 0 && isLate()) leaveOut(size);
		else yield size;
	}
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
