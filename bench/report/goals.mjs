/**
 * Goals of issues 12 and 14 for the figures: `atLeast` or `atMost`. `why` explains the time in the report of a missed
 * goal.
 *
 * @typedef {{ text: string, figure: string, atLeast?: number, atMost?: number, why: string }} Goal
 */

const Databases = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/** @param {(database: string, name: string) => Goal} goal */
const ofBoth = (goal) => Object.entries(Databases).map(([database, name]) => goal(database, name));

/** @type {Goal[]} */
const IngestGoals = [
	{
		text: 'Webhooks on SQLite: at least 80 % of the limit',
		figure: 'ingest.sqlite/limit',
		atLeast: 0.8,
		why:
			'The limit checks the signature and stores nothing. The plugin also reads the event, inserts its row with ' +
			'three indexes, and syncs the disk once for a batch.'
	},
	{
		text: 'Webhooks on PostgreSQL: at least 75 % of the limit',
		figure: 'ingest.postgresql/limit',
		atLeast: 0.75,
		why: 'A batch is one statement, but PostgreSQL works on the same cores as the bot and the sender.'
	},
	{
		text: 'Webhooks on SQLite: at least twice the requests of repaired kient',
		figure: 'ingest.sqlite/kient-repaired',
		atLeast: 2,
		why: 'Both check the same signature, which takes most of the time of both. kient stores nothing.'
	},
	{
		text: 'Webhooks on SQLite: 30 % ahead of twurple',
		figure: 'ingest.sqlite/twurple',
		atLeast: 1.3,
		why: 'twurple checks an HMAC, which takes a small part of the time of an RSA signature, and stores nothing.'
	}
];

/** @type {Goal[]} */
const HandlingGoals = [
	...ofBoth((database, name) => ({
		text: `Handled a second over received a second, ${name}`,
		figure: `handled.${database}/ingest.${database}`,
		atLeast: 0.9,
		why:
			'Listeners run on the thread that receives. An event comes from memory and is parsed once, but each listener ' +
			'gets a copy, and the cursor is stored.'
	})),
	{
		text: 'Answer at 1 connection on SQLite: at most 4 times that of the limit',
		figure: 'latency1.sqlite/limit',
		atMost: 4,
		why:
			'An event alone pays for a transaction, a disk sync (0.15 ms) and the messages to the worker and back. In a ' +
			'profile on another machine it also took 0.8 ms of CPU, and one of 64 took 0.18 ms, because V8 had not ' +
			'optimized most of the code yet.'
	},
	{
		text: 'Answer at 1 connection on PostgreSQL: at most 7 times that of the limit',
		figure: 'latency1.postgresql/limit',
		atMost: 7,
		why:
			'An event alone pays for a round trip to the server and its disk sync. It also takes more CPU than one of 64, ' +
			'as on SQLite.'
	},
	{
		text: 'One event to 1,000 servers on SQLite',
		figure: 'fanout1000.sqlite',
		atMost: 40,
		why:
			'The event is stored and parsed once. For each server a queue runs, the listeners get a copy, and a cursor is ' +
			'updated.'
	},
	{
		text: 'One event to 1,000 servers on PostgreSQL',
		figure: 'fanout1000.postgresql',
		atMost: 100,
		why: 'As on SQLite. The cursors are updated by the server, on the same cores.'
	}
];

/** @type {Goal[]} */
const SizeGoals = [
	{
		text: 'Memory at rest, ready bot on SQLite',
		figure: 'memoryAtRest.sqlite',
		atMost: 140,
		why:
			'Sapphire and discord.js alone take about 100 MiB. The rest is this package, the compiled queries of Prisma, ' +
			'and the database.'
	},
	...ofBoth((database, name) => ({
		text: `Webhooks with 10 million rows and 10,000 servers on ${name}: within 15 %`,
		figure: `full.ingest.${database}/empty`,
		atLeast: 0.85,
		why: 'Unique keys of event and message are in no order, so a large index has its pages read and written one by one.'
	})),
	...ofBoth((database, name) => ({
		text: `Handled with 10 million rows and 10,000 servers on ${name}: within 15 %`,
		figure: `full.handled.${database}/empty`,
		atLeast: 0.85,
		why: 'Handling follows receiving, which takes longer with a large index.'
	})),
	...ofBoth((database, name) => ({
		text: `Answer at 1 connection with 10 million rows and 10,000 servers on ${name}: within 15 %`,
		figure: `full.latency1.${database}/empty`,
		atMost: 1.15,
		why: 'One event alone waits for the pages of a large index that are not in memory.'
	}))
];

/** @type {Goal[]} */
const SocketGoals = [
	{
		text: 'Socket: ahead of pusher-js',
		figure: 'socket/pusher-js',
		atLeast: 1,
		why:
			'Both parse the message twice and pass on its content. The plugin also checks the envelope, and stores when ' +
			'the chat last sent a message.'
	},
	{
		text: 'Socket: within 20 % of bare',
		figure: 'socket/bare',
		atLeast: 0.8,
		why:
			'Bare is two calls of JSON.parse. The plugin also checks the envelope, finds the chatroom, and keeps the ' +
			'times that detect a silent server.'
	}
];

/** @type {Goal[]} */
const PageGoals = [
	{
		text: 'Largest Contentful Paint of the slowest page of the dashboard, with a processor slowed down 4 times',
		figure: 'slowestPageLcp',
		atMost: 1_000,
		why: 'The slowest page and its time are in the table of pages.'
	}
];

const Goals = [...IngestGoals, ...HandlingGoals, ...SizeGoals, ...SocketGoals, ...PageGoals];

export function judge(figures) {
	return Goals.filter(({ figure }) => figure in figures).map((goal) => {
		const reached = figures[goal.figure];
		const isMet = 'atLeast' in goal ? reached >= goal.atLeast : reached <= goal.atMost;
		return { ...goal, reached, isMet };
	});
}
