/** One statement with this many rows takes some seconds, and its transaction takes some memory. */
const RowsOfStatement = 500_000;

/** Adds handled chat messages of the channel to the log, directly in the database: the rows `from` to `until`. */
export async function fillLog({ bot, database, guild, streamer }, from, until) {
	const statements = [];
	for (let first = from; first < until; first += RowsOfStatement) {
		const last = Math.min(first + RowsOfStatement, until) - 1;
		statements.push(...fill[database.provider](first, last, streamer.userId, guild.id));
	}
	await database.run(bot, [...statements, 'ANALYZE']);
}

const Payload = '{"message_id":"filled","content":"a message of a chat, about as long as people write"}';
const EventColumns =
	'seq, event_id, message_key, type, version, source, broadcaster_user_id, sent_at, received_at, payload, state';

// The times are a minute ago: older than everything sent later. Events younger than an hour are never pruned.
const firstSeq = () => (Date.now() - 60_000) * 2_048;

/** Marks all events from one number to the other as handled by the server's listeners. */
const moveCursor = (guildId, first, last) =>
	`UPDATE kick_cursors SET from_seq = CASE WHEN from_seq < ${first} THEN from_seq ELSE ${first - 1} END,
		seq = CASE WHEN seq > ${last} THEN seq ELSE ${last} END
	WHERE consumer = 'listeners' AND guild_id = '${guildId}'`;

const fill = {
	sqlite(first, last, userId, guildId) {
		const numbers = `WITH RECURSIVE filled (number) AS (
			SELECT ${first} UNION ALL SELECT number + 1 FROM filled WHERE number < ${last}
		)`;
		const base = firstSeq();
		const id = `printf('filled-%d', number)`;
		const now = Date.now();
		return [
			'BEGIN IMMEDIATE',
			`${numbers} INSERT INTO kick_events (${EventColumns})
			SELECT ${base} + number, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId},
				${now}, ${now}, '${Payload}', 'received'
			FROM filled`,
			moveCursor(guildId, base + first, base + last),
			'COMMIT'
		];
	},
	postgresql(first, last, userId, guildId) {
		const base = firstSeq();
		const id = `'filled-' || number`;
		const now = Date.now();
		return [
			`INSERT INTO kick_events (${EventColumns})
			SELECT ${base} + number, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId},
				${now}, ${now}, '${Payload}', 'received'
			FROM generate_series(${first}, ${last}) AS number`,
			moveCursor(guildId, base + first, base + last)
		];
	}
};
