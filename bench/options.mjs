import { parseArgs } from 'node:util';

const Full = {
	ingest: { rounds: 5, deliveries: 5_000, minutes: 8 },
	handled: { rounds: 3, deliveries: 4_000, minutes: 3 },
	fanout: { rounds: 2, events: 15, minutes: 2 },
	processes: { rounds: 3, deliveries: 5_000, minutes: 2 },
	socket: { rounds: 5, frames: 200_000 },
	send: { channels: 60 },
	start: { rounds: 7 },
	memory: { events: 1_000_000, minutes: 5 },
	pages: { rounds: 7 },
	growth: {
		guilds: [10, 100, 1_000, 10_000],
		rows: [1_000_000, 3_000_000, 10_000_000],
		deliveries: 2_000,
		rounds: 5,
		minutes: 10
	},
	upgrade: { rows: 1_000_000 }
};

/** Sizes of a complete run on a quiet machine with two cores. */
const UsualMinutes = 35;

/** Sizes for a quick check that everything works; the figures mean little. */
const Quick = {
	ingest: { rounds: 1, deliveries: 500, minutes: 1 },
	handled: { rounds: 1, deliveries: 300, minutes: 1 },
	fanout: { rounds: 1, events: 3, minutes: 1 },
	processes: { rounds: 1, deliveries: 400, minutes: 1 },
	socket: { rounds: 1, frames: 20_000 },
	send: { channels: 5 },
	start: { rounds: 1 },
	memory: { events: 10_000, minutes: 1 },
	pages: { rounds: 1 },
	growth: { guilds: [10, 100], rows: [10_000, 20_000], deliveries: 200, rounds: 1, minutes: 2 },
	upgrade: { rows: 10_000 }
};

/** Returns the same parts, with less time for each part that has a limit. */
function within(minutes) {
	if (!(minutes > 0)) throw new Error('--minutes takes a number.');
	const share = Math.min(1, minutes / UsualMinutes);
	return Object.fromEntries(
		Object.entries(Full).map(([name, size]) => [
			name,
			{ ...size, ...('minutes' in size && { minutes: size.minutes * share }) }
		])
	);
}

/** @returns {{ isComplete: boolean, sizes: Partial<typeof Full> }} The parts to measure, and the size of each. */
export function readOptions(args) {
	const options = { only: { type: 'string' }, quick: { type: 'boolean' }, minutes: { type: 'string' } };
	const { values } = parseArgs({ args, options });
	const sizes = values.quick ? Quick : within(Number(values.minutes ?? UsualMinutes));
	if (!values.only) return { isComplete: !values.quick, sizes };
	const names = values.only.split(',');
	const unknown = names.filter((name) => !(name in Full));
	if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. Choose from ${Object.keys(Full)}.`);
	return { isComplete: false, sizes: Object.fromEntries(names.map((name) => [name, sizes[name]])) };
}
