import { judge } from './goals.mjs';
import { RatioNote, sections } from './sections.mjs';
import { ms, table, times } from './tables.mjs';

/** The text of `RESULTS.md`, made of `results.json` alone. */
export function report(results) {
	const { machine, versions, ratios } = results;
	return `${[
		'# Results of the benchmark',
		`Made by \`npm run bench\`, which writes this file; [README.md](README.md) says what is measured and how. Do not edit it.

${machine.date}, ${machine.minutes} minutes. Node ${machine.node}, ${machine.cpu}, ${machine.memory}, Linux ${machine.kernel}. Load average of the machine:
${machine.loadBefore} before, ${machine.loadAfter} after; on ${machine.cores} cores, more than about ${machine.cores} means that ${machine.cores === 1 ? 'it' : 'they'} were shared and absolute figures are low.
Versions: ${Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join(', ')}.`,
		goalsOf(ratios),
		`## Ratios

${RatioNote}

${table(
	['', 'ratio'],
	Object.entries(ratios).map(([name, ratio]) => [`\`${name}\``, name.includes('/') ? times(ratio) : `${ms(ratio)} ms`])
)}`,
		...Object.keys(sections)
			.filter((name) => results[name])
			.map((name) => sections[name](results[name])),
		Tried
	].join('\n\n')}\n`;
}

function goalsOf(ratios) {
	const judged = judge(ratios);
	if (judged.length === 0) return '## Goals\n\nNothing of what has a goal was measured.';
	const rows = judged.map(({ text, unit, atLeast, atMost, reached, isMet }) => {
		const show = unit === 'ms' ? (value) => `${ms(value)} ms` : times;
		return [text, `${atMost === undefined ? '≥' : '≤'} ${show(atLeast ?? atMost)}`, show(reached), isMet ? '✅' : '❌'];
	});
	const missed = judged.filter(({ isMet }) => !isMet).map(({ text, why }) => `- **${text}**: missed. ${why}`);
	return `## Goals

${table(['', 'wanted', 'reached', ''], rows)}${missed.length > 0 ? `\n\n${missed.join('\n')}` : ''}`;
}

const Tried = `## What was tried

Found with \`node --cpu-prof\`, and kept:

- What every event needs (insert, read, mark) goes straight to the database's driver, all rows of a statement as one JSON
  value, where Prisma's client was before.
- Webhooks of the ready bot go straight to their route, past plugin-api's events and middlewares.
- The envelope of a socket message is read by hand, and a message that is no reply is known at once.
- With ten million rows of log, looking for what waits and for what is too much read all of them, which held SQLite, and with it the
  bot, for seconds. Both now go from one server to the next in an index.
- On SQLite, disk syncs of our own in place of \`synchronous = FULL\`: marks share one every 10 ms, where each waited 0.2 ms for its
  own. Half as many again are handled in the same time. While webhooks arrive, that takes a little from their answers.

Not kept:

- Statements with a value for each column of each row. They took about as long as one JSON value, and each number of rows is a
  statement of its own.
- Lenient fields of messages (\`nullish().catch(null)\` in the schemas) as plain functions: a message took a little less, hardly
  more than one run differs from the next.
- A larger cache of SQLite, and checkpoints after 4,000 pages in place of 1,000: less than a tenth more requests.
- All disk syncs on a thread of Node's: at 16 connections a tenth to a sixth fewer requests here, where a sync takes 0.15 ms. It is
  done where the disk is slower than 0.5 ms.
- Waiting for more events before a commit, as long as some come: all 64 then share it, and no more requests in the end.

- Chatters, visits and streams are counted from the log once a second, and no longer in the transaction before the answer.
- Signatures are checked on libuv's threads while several deliveries are under way. A queue keeps the order of arrival.
- The next event of a server does not wait for the mark of a quick listener, so many marks share one transaction. A crash repeats up
  to 10 ms of them ([docs/events.md](../docs/events.md#promises)).
- Chat messages are read by hand, with the results of the schema.

Not done yet (issue 12): cursors in place of a row for each event and server, handing over in memory, one statement a batch on
PostgreSQL, SQLite on a thread of its own.`;
