import { table } from './tables.mjs';

/**
 * Written by hand, from profiles: the only parts of the report that no run makes.
 *
 * Microseconds of CPU for an event, from `node --cpu-prof` at 64 connections. An empty list leaves the section out.
 *
 * @type {{ step: string, sqlite: number | null, postgresql: number | null, remark?: string }[]}
 */
const Steps = [];

const StepsNote = 'Microseconds of CPU on the main thread for an event at 64 connections, from a profile of the bot.';

const Tried = `Found with \`node --cpu-prof\`, and kept:

- An event is one row, whatever the number of its servers. Each server has a cursor in the log.
- An event goes from the receipt to its queues in memory, and is parsed once.
- Cursors of quick listeners are stored together, and no event waits for them. A crash repeats up to 10 ms of
  events ([docs/events.md](../docs/events.md#promises)).
- On PostgreSQL a batch is appended by one statement.
- What every event needs goes straight to the database's driver, past Prisma's client.
- Signatures are checked on libuv's threads while several deliveries are under way. A queue keeps the order of arrival.
- Chat messages are read by hand, with the results of the schema.
- Chatters, visits and streams are counted from the log once a second, not before the answer.
- Webhooks of the ready bot go straight to their route, past plugin-api's events and middlewares.
- The envelope of a socket message is read by hand, and a message that is no reply is known at once.
- On SQLite, disk syncs of our own in place of \`synchronous = FULL\`: cursors share one every 10 ms.
- V8 optimizes for size until the bot listens (\`src/bot.ts\`): 30 to 40 MiB less at rest, as the young generation stays small. It
  grows again under load.
- Prisma's query compiler is optimized later (\`--wasm-tiering-budget\`): about 10 MiB less at rest.
- \`ioredis\` is loaded only where there is a \`REDIS_URL\`.

Not kept:

- \`--optimize-for-size\` as long as the bot runs: 50 MiB less, and a third to half fewer requests.
- \`--max-semi-space-size=4\`: 30 MiB less, but fewer requests, and the setting works only on the command line.
- \`MALLOC_ARENA_MAX\` of 1 or 2: no less memory at rest.
- Lenient fields of messages (\`nullish().catch(null)\` in the schemas) as plain functions: hardly more than one run differs from the
  next.
- A larger cache of SQLite, and checkpoints after 4,000 pages in place of 1,000: less than a tenth more requests.
- All disk syncs on a thread of Node's: at 16 connections a tenth to a sixth fewer requests here, where a sync takes 0.15 ms. It is
  done where the disk is slower than 0.5 ms.
- Waiting for more events before a commit, as long as some come: all 64 then share it, and no more requests in the end.`;

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
