import { table } from './tables.mjs';

/**
 * The only parts of the report that no run measures: written by hand, from profiles.
 *
 * Microseconds of CPU for an event at 64 connections. An empty list leaves the section out.
 *
 * @type {{ step: string, sqlite: number | null, postgresql: number | null, remark?: string }[]}
 */
const Steps = [
	{ step: 'HTTP and sockets of Node', sqlite: 37, postgresql: 60, remark: 'the limit has it too' },
	{
		step: 'signature, on this thread',
		sqlite: 20,
		postgresql: 28,
		remark: 'the rest of it is on the threads of libuv'
	},
	{ step: 'classes of plugin-api', sqlite: 6, postgresql: 10, remark: 'request and response' },
	{ step: 'body, headers, route, answer', sqlite: 6, postgresql: 9 },
	{ step: 'order of arrival, servers of the channel', sqlite: 14, postgresql: 18 },
	{ step: 'reading the event', sqlite: 8, postgresql: 9 },
	{ step: 'append: rows, message or SQL', sqlite: 15, postgresql: 14 },
	{ step: 'driver of PostgreSQL', sqlite: null, postgresql: 22 },
	{ step: 'queues and listeners', sqlite: 13, postgresql: 15 },
	{ step: 'cursors', sqlite: 4, postgresql: 6 },
	{ step: 'chatters, watch time', sqlite: 6, postgresql: 7 },
	{ step: 'garbage collection', sqlite: 8, postgresql: 10 },
	{ step: 'event loop, promises, unnamed frames', sqlite: 38, postgresql: 32 },
	{ step: '**main thread**', sqlite: 175, postgresql: 240, remark: 'the limit: 80 for everything' },
	{
		step: 'thread that writes to SQLite',
		sqlite: 38,
		postgresql: null,
		remark: 'SQLite 16, message 9, disk sync 6, other 7'
	},
	{ step: 'signatures and garbage collection on other threads', sqlite: 110, postgresql: 120 },
	{ step: 'server of PostgreSQL', sqlite: null, postgresql: 115, remark: 'on the same cores' }
];

const StepsNote = `Microseconds of CPU for an event at 64 connections, on a machine where the limit takes 80. From
\`perf record -F 2999 -g\` over 10,000 events, with each sample counted for the source file of its innermost frame of
this package; the sums are from \`schedstat\` of the threads. They differ by a tenth from one profile to the next.

Two cores have to do all of the work, and the sender takes 60 more. So the limit needs 140 of both cores, and the
plugin 385 on SQLite and 535 on PostgreSQL: that is the ratio of their requests.`;

const Tried = `Found with \`node --cpu-prof\`, and kept:

- An event is one row, whatever the number of its servers. Each server has a cursor in the log.
- An event goes from the receipt to its queues in memory, and is parsed once.
- Cursors of quick listeners are stored together after 5 ms, of all queues in one statement, and no event waits for
  them. A crash repeats up to 10 ms of events ([docs/events.md](../docs/events.md#guarantees)).
- On SQLite a worker thread stores events and cursors, with one prepared INSERT for each row. With two cores it gains
  nothing: the main thread took 296 instead of 345 µs at that time, and all threads together as much as before. It
  keeps the bot answering while the disk works.
- A function that each event passes returns its value without a promise if the value is known. The receipt alone,
  without HTTP and storage, went from 81 to 41 µs.
- Listeners run without \`AsyncLocalStorage\`, which on Node 20 costs four calls for each promise of the process:
  about 20 µs.
- A listener gets its copy of the event by object spread, not by entries: 1.4 instead of 10.9 µs.
- On PostgreSQL a batch is appended by one statement.
- The queries of every event go directly to the database's driver, without Prisma's client.
- Signatures are checked on libuv's threads while several deliveries are in progress. A queue keeps the order of
  arrival.
- Chat messages are parsed by hand-written code, with the same results as the schema.
- Chatters, visits and streams are counted from the log once a second, not before the answer.
- Webhooks of the ready bot go directly to their route, without plugin-api's events and middlewares.
- The envelope of a socket message is parsed by hand-written code, and a message that is no reply is recognized at
  once.
- On SQLite, the plugin's own disk syncs replace \`synchronous = FULL\`: cursors share one every 10 ms.
- V8 optimizes for size until the bot listens (\`src/bot.ts\`): 30 to 40 MiB less at rest, as the young generation
  stays small. It grows again under load.
- Prisma's query compiler is optimized later (\`--wasm-tiering-budget\`): about 10 MiB less at rest.
- \`ioredis\` is loaded only if \`REDIS_URL\` is set.

Not kept:

- Own request and response classes instead of plugin-api's: 4 to 8 µs less, of some 300 of all threads. That is less
  than the 5 % for which they would be worth their code.
- One transferred buffer for each batch to the worker: 3 to 4 µs for a row, while arrays by structured clone take 1.
- Cursors of SQLite on the main thread, beside the worker: no clear difference, but each connection then polls for
  the lock of the other.
- \`--optimize-for-size\` as long as the bot runs: 50 MiB less, and a third to half fewer requests.
- \`--max-semi-space-size=4\`: 30 MiB less, but fewer requests, and the setting works only on the command line.
- \`MALLOC_ARENA_MAX\` of 1 or 2: no less memory at rest.
- Lenient fields of messages (\`nullish().catch(null)\` in the schemas) as plain functions: hardly more than the
  difference between two runs.
- A larger cache of SQLite, and checkpoints after 4,000 pages instead of 1,000: less than a tenth more requests.
- All disk syncs on a thread of Node's: at 16 connections a tenth to a sixth fewer requests here, where a sync takes
  0.15 ms. The bot does it where the disk is slower than 0.5 ms.
- Waiting for more events before a commit, as long as some come: all 64 then share it, and no more requests in the
  end.`;

/** The hand-written sections, at the end of the report. */
export function writtenSections() {
	return [...(Steps.length > 0 ? [stepsSection()] : []), `## What was tried\n\n${Tried}`];
}

function stepsSection() {
	const cell = (value) => (value === null ? '–' : value);
	return `## Where the time goes

${StepsNote}

${table(
	['', 'SQLite µs', 'PostgreSQL µs', 'remark'],
	Steps.map(({ step, sqlite, postgresql, remark = '' }) => [step, cell(sqlite), cell(postgresql), remark])
)}`;
}
