import { LinkedBot } from '../support/LinkedBot.mjs';
import { median, quantile } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';
import { compareWithEmpty } from './compareWithEmpty.mjs';
import { fillLog } from './fillLog.mjs';

const LogPages = 9;
const Connections = 16;
const LeftOut = 'left out, there is no time for it.';
const Providers = ['sqlite', 'postgresql'];

/** Measures what the same work costs with more servers, and with more rows in the log. */
export async function benchGrowth({ guilds, rows, deliveries, rounds, minutes, say }) {
	const results = { guilds: [], rows: [], full: [] };
	for (const provider of Providers) {
		results.guilds.push(...(await withGuilds(provider, guilds, { deliveries, minutes: minutes / 4, say })));
	}
	for (const provider of Providers) {
		const size = { guilds: guilds.at(-1), rounds, deliveries, minutes: minutes / 3, say };
		const { measured, full } = await withRows(provider, rows, size);
		results.rows.push(...measured);
		if (full) results.full.push(full);
	}
	return results;
}

async function withGuilds(provider, sizes, { deliveries, minutes, say }) {
	const results = [];
	for (const guilds of inTime(sizes, minutes, (size) => say(`growth ${provider}, ${size} servers: ${LeftOut}`))) {
		const linked = await LinkedBot.start({ provider });
		// These servers follow another channel: how one event goes to many servers is measured by the fan-out.
		const { streamer } = await linked.bot.addCommunity('streamertwo');
		await linked.addGuilds(streamer, guilds - 2);
		results.push({ provider, guilds, ...(await measure(linked, deliveries)) });
		await linked.stop();
		say(`growth ${provider}, ${guilds} servers: ${Math.round(results.at(-1).perSecond)}/s`);
	}
	return results;
}

/** Adds `full`, the comparison of a full log with an empty one. It is `null` if there was no time for all rows. */
async function withRows(provider, sizes, { guilds, rounds, deliveries, minutes, say }) {
	const measured = [];
	const linked = await LinkedBot.start({ provider });
	let filled = 0;
	for (const rows of inTime(sizes, minutes, (size) => say(`growth ${provider}, ${size} log rows: ${LeftOut}`))) {
		await linked.end();
		await fillLog(linked, filled, rows);
		filled = rows;
		measured.push({ provider, rows, ...(await measure(linked, deliveries)) });
		say(`growth ${provider}, ${rows} log rows: ${Math.round(measured.at(-1).perSecond)}/s`);
	}
	const isFull = filled === sizes.at(-1);
	const comparison = isFull ? await compareWithEmpty(linked, { provider, guilds, rounds, deliveries, say }) : null;
	await linked.stop();
	return { measured, full: comparison && { provider, rows: filled, guilds, ...comparison } };
}

/** Measures as many of the sizes as there is time for, but always the first one. */
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
