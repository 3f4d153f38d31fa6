import { LinkedBot } from '../support/LinkedBot.mjs';
import { medians } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';
import { writesOf } from './writes.mjs';

const Sizes = [1, 50];
/** With many servers an event takes longer, so fewer events are sent. */
const ShareOfMany = 0.25;
const Connections = 64;
const WarmUp = 500;

/** Measures handled events a second with 1 and 50 servers on a channel, and what one event writes to the database. */
export async function benchHandled({ rounds, deliveries, minutes, say }) {
	const isLate = timeLimit(minutes);
	const runs = [];
	for (let round = 0; round < rounds && !isLate(); round += 1) {
		for (const guilds of Sizes) {
			for (const provider of ['sqlite', 'postgresql']) {
				const run = await measure(provider, guilds, { deliveries, withWrites: round === 0 });
				runs.push({ provider, guilds, ...run });
				say(
					`handled ${round + 1}/${rounds} ${provider}, ${guilds} servers: ${Math.round(run.handledPerSecond)} events/s`
				);
			}
		}
	}
	return summarize(runs);
}

async function measure(provider, guilds, { deliveries, withWrites }) {
	const linked = await LinkedBot.start({ provider });
	await linked.shareChannel(guilds);
	const deliver = (count) => linked.deliver(linked.sign(count), Connections, guilds);
	const events = Math.round(guilds === 1 ? deliveries : deliveries * ShareOfMany);
	await deliver(Math.min(WarmUp, events));
	const { perSecond, handledPerSecond } = await deliver(events);
	const written = withWrites ? await writesOf[provider](linked, events, () => deliver(events)) : null;
	await linked.stop();
	return { perSecond, handledPerSecond, ...(written && { written }) };
}

function summarize(runs) {
	return ['sqlite', 'postgresql'].flatMap((provider) =>
		Sizes.map((guilds) => {
			const own = runs.filter((run) => run.provider === provider && run.guilds === guilds);
			return {
				provider,
				guilds,
				...medians(own, ['perSecond', 'handledPerSecond']),
				written: own.find((run) => run.written).written
			};
		})
	);
}
