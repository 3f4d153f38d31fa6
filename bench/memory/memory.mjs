import { setTimeout as pause } from 'node:timers/promises';
import { LinkedBot } from '../support/LinkedBot.mjs';
import { mean } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';

const Channels = 50;
const ManyGuilds = 1_000;
const MaxSlice = 5_000;
const RestMs = 10_000;
const Samples = 20;
const MinSamples = 8;
/** Signing a million deliveries with a key as long as Kick's takes longer than handling them. */
const KeyBits = 1_024;

/** Measures heap and resident memory at rest, with many servers, and during a million events. */
export async function benchMemory({ events, minutes, say }) {
	const linked = await LinkedBot.start({ provider: 'sqlite', keyBits: KeyBits });
	await linked.restart();
	await pause(RestMs);
	const atRest = await linked.bot.process.ask('memory');
	const streamers = [linked.streamer];
	while (streamers.length < Channels) {
		streamers.push((await linked.bot.addCommunity(`streamer${streamers.length}`)).streamer);
	}
	const samples = await whileEventsCome(linked, streamers, { events, minutes, say });
	await linked.addGuilds(linked.streamer, ManyGuilds - Channels);
	await linked.restart();
	const manyGuilds = await linked.bot.process.ask('memory');
	await linked.stop();
	return { channels: Channels, atRest, manyGuilds: { guilds: ManyGuilds, ...manyGuilds }, samples, ...growth(samples) };
}

async function whileEventsCome(linked, streamers, { events, minutes, say }) {
	const isLate = timeLimit(minutes);
	const slice = Math.min(MaxSlice, events / Samples);
	const samples = [];
	let sent = 0;
	let next = linked.sign(slice, streamers);
	while (sent < events && !(isLate() && samples.length >= MinSamples)) {
		const delivered = linked.deliver(next, 64);
		// Without this, a failure before the promise is awaited would count as an unhandled rejection.
		delivered.catch(() => undefined);
		next = linked.sign(slice, streamers);
		await delivered;
		sent += slice;
		samples.push({ events: sent, ...(await linked.bot.process.ask('memory')) });
		if (sent % 50_000 === 0)
			say(`memory after ${sent} events: ${Math.round(samples.at(-1).heapBytes / 2 ** 20)} MiB of heap`);
	}
	return thinned(samples);
}

/** Returns as many samples as a plot needs, evenly spaced, with the last one. */
function thinned(samples) {
	return Array.from(
		{ length: Samples },
		(_, index) => samples[Math.ceil(((index + 1) * samples.length) / Samples) - 1]
	);
}

/** Compares the last quarter with the third; the first half is the warm-up. */
function growth(samples) {
	const quarter = Samples / 4;
	const third = samples.slice(-2 * quarter, -quarter);
	const last = samples.slice(-quarter);
	const of = (field) => mean(last.map((sample) => sample[field])) - mean(third.map((sample) => sample[field]));
	return { heapGrowthBytes: of('heapBytes'), residentGrowthBytes: of('residentBytes') };
}
