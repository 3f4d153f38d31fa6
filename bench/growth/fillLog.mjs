/** One statement of them takes some seconds, and its transaction some of the memory. */
const RowsOfStatement = 500_000;

/** Adds handled chat messages of the channel to the log, straight in the database: the rows `from` to `until`. */
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
const DeliveryColumns = 'consumer, guild_id, event_seq, state, attempts, updated_at';

// Numbers of a minute ago: older than all that is sent later, and what is younger than an hour is never pruned.
const firstSeq = () => (Date.now() - 60_000) * 2_048;

const fill = {
	sqlite(first, last, userId, guildId) {
		const numbers = `WITH RECURSIVE filled (number) AS (
			SELECT ${first} UNION ALL SELECT number + 1 FROM filled WHERE number < ${last}
		)`;
		const seq = `${firstSeq()} + number`;
		const id = `printf('filled-%d', number)`;
		const now = Date.now();
		return [
			'BEGIN IMMEDIATE',
			`${numbers} INSERT INTO kick_events (${EventColumns})
			SELECT ${seq}, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId}, ${now}, ${now}, '${Payload}', 'handled'
			FROM filled`,
			`${numbers} INSERT INTO kick_deliveries (${DeliveryColumns})
			SELECT 'listeners', '${guildId}', ${seq}, 'handled', 1, ${now} FROM filled`,
			'COMMIT'
		];
	},
	postgresql(first, last, userId, guildId) {
		const seq = `${firstSeq()} + number`;
		const id = `'filled-' || number`;
		const now = Date.now();
		return [
			`INSERT INTO kick_events (${EventColumns})
			SELECT ${seq}, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId}, ${now}, ${now}, '${Payload}', 'handled'
			FROM generate_series(${first}, ${last}) AS number`,
			`INSERT INTO kick_deliveries (${DeliveryColumns})
			SELECT 'listeners', '${guildId}', ${seq}, 'handled', 1, ${now} FROM generate_series(${first}, ${last}) AS number`
		];
	}
};
