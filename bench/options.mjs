import { parseArgs } from 'node:util';

const Full = {
	ingest: { rounds: 5, deliveries: 5_000, minutes: 9 },
	fanout: { rounds: 2, events: 15, minutes: 2 },
	socket: { rounds: 5, frames: 200_000 },
	send: { channels: 60 },
	start: { rounds: 7 },
	memory: { events: 1_000_000, minutes: 11 },
	growth: {
		guilds: [10, 100, 1_000, 10_000],
		rows: [1_000_000, 3_000_000, 10_000_000],
		deliveries: 2_000,
		minutes: 8
	}
};

/** To see that it works; the figures mean little. */
const Quick = {
	ingest: { rounds: 1, deliveries: 500, minutes: 1 },
	fanout: { rounds: 1, events: 3, minutes: 1 },
	socket: { rounds: 1, frames: 20_000 },
	send: { channels: 5 },
	start: { rounds: 1 },
	memory: { events: 10_000, minutes: 1 },
	growth: { guilds: [10, 100], rows: [10_000, 20_000], deliveries: 200, minutes: 2 }
};

/** @returns {{ isComplete: boolean, sizes: Partial<typeof Full> }} What is measured, and how much of it. */
export function readOptions(args) {
	const { values } = parseArgs({ args, options: { only: { type: 'string' }, quick: { type: 'boolean' } } });
	const sizes = values.quick ? Quick : Full;
	if (!values.only) return { isComplete: !values.quick, sizes };
	const names = values.only.split(',');
	const unknown = names.filter((name) => !(name in Full));
	if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. Choose from ${Object.keys(Full)}.`);
	return { isComplete: false, sizes: Object.fromEntries(names.map((name) => [name, sizes[name]])) };
}
