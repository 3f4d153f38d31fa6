import { count, Providers, table } from './tables.mjs';

/** Reports events that go to one server and to many, and what they write. */
export function handledSection(handled) {
	return `## Handled events

Chat messages of one channel at 64 connections, until the listeners of all its servers are done and the cursors are
stored.

${table(
	['', 'answered/s', 'handled events/s', 'calls of listeners/s'],
	handled.map(({ provider, guilds, perSecond, handledPerSecond }) => [
		name(provider, guilds),
		count(perSecond),
		count(handledPerSecond),
		count(handledPerSecond * guilds)
	])
)}

What an event writes to the database, with everything that belongs to it: the event, the cursors, chatters, watch time.

${table(
	['', 'bytes written', 'bytes kept', 'rows', 'in kick_events', 'in kick_cursors', 'in other tables'],
	handled.map(({ provider, guilds, written }) => [name(provider, guilds), ...cells(written)])
)}

- **Bytes written**, SQLite: what the kernel counts for the process (\`write_bytes\`), in pages of 4 KiB: the WAL, and
  the file at checkpoints. PostgreSQL: by how much the WAL of the server has grown. It writes tables later, at its own
  checkpoints.
- **Bytes kept**: by how much the database has grown, in pages in use, with all indexes.
- **Rows**: inserted, updated or deleted. SQLite: counted by triggers. PostgreSQL: by its statistics, from one end of
  the process to the next, so those of a start are in it.
- Events that arrive together share a transaction, and one cursor is stored for several events. So less than one row
  of \`kick_cursors\` a server is written for an event, and a quieter bot writes more for each.`;
}

function name(provider, guilds) {
	return `${Providers[provider]}, ${count(guilds)} ${guilds === 1 ? 'server' : 'servers'}`;
}

function cells({ bytesWritten, bytesKept, rows }) {
	const all = Object.values(rows).reduce((sum, value) => sum + value, 0);
	const { kick_events: events = 0, kick_cursors: cursors = 0 } = rows;
	return [count(bytesWritten), count(bytesKept), ...[all, events, cursors, all - events - cursors].map(hundredths)];
}

const hundredths = (value) => value.toFixed(2);
