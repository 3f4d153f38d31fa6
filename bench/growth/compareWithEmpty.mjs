import { LinkedBot } from '../support/LinkedBot.mjs';
import { median, medians, quantile } from '../support/statistics.mjs';

const Connections = 64;
/** A single connection is slow, so it gets fewer deliveries. */
const ShareAlone = 0.15;
const Fields = ['perSecond', 'handledPerSecond', 'p50', 'p99'];

/**
 * Compares a bot with an empty log and one server with a bot that has a full log, and then many servers as well.
 * Both run all the time and are measured in turn, because the machine's speed changes from one minute to the next.
 */
export async function compareWithEmpty(linked, { provider, guilds, rounds, deliveries, say }) {
	// These servers follow another channel: how one event goes to many servers is measured by the fan-out.
	const { streamer } = await linked.bot.addCommunity('streamertwo');
	await linked.addGuilds(streamer, guilds - 2);
	// The statistics of `fillLog` are outdated: with them SQLite would join the links of all servers without an index.
	await linked.database.run(linked.bot, ['ANALYZE']);
	await linked.restart();
	const bots = { grown: linked, empty: await LinkedBot.start({ provider }) };
	for (const bot of Object.values(bots)) await bot.deliver(bot.sign(deliveries), Connections);
	const runs = { grown: [], empty: [] };
	for (let round = 0; round < rounds; round += 1) {
		for (const name of round % 2 === 0 ? ['grown', 'empty'] : ['empty', 'grown']) {
			runs[name].push(await measure(bots[name], deliveries));
			const { perSecond, p50 } = runs[name].at(-1);
			say(`growth ${provider}, ${name} ${round + 1}/${rounds}: ${Math.round(perSecond)}/s, ${p50.toFixed(2)} ms alone`);
		}
	}
	await bots.empty.stop();
	return { grown: medians(runs.grown, Fields), empty: medians(runs.empty, Fields) };
}

async function measure(linked, deliveries) {
	const { perSecond, handledPerSecond } = await linked.deliver(linked.sign(deliveries), Connections);
	const { latenciesMs } = await linked.deliver(linked.sign(Math.round(deliveries * ShareAlone)), 1);
	return { perSecond, handledPerSecond, p50: median(latenciesMs), p99: quantile(latenciesMs, 0.99) };
}
