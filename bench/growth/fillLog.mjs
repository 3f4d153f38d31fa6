import { encodeTime } from 'ulid';

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
	'id, event_id, message_id, type, version, source, broadcaster_user_id, sent_at, received_at, payload, state';
const DeliveryColumns = 'event_id, guild_id, state, attempts, updated_at';

// ULIDs of a minute ago: older than all that is sent later, and what is younger than an hour is never pruned.
const idTime = () => encodeTime(Date.now() - 60_000, 10);

const fill = {
	sqlite(first, last, userId, guildId) {
		const numbers = `WITH RECURSIVE filled (number) AS (
			SELECT ${first} UNION ALL SELECT number + 1 FROM filled WHERE number < ${last}
		)`;
		const id = `printf('${idTime()}%016d', number)`;
		const now = `strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')`;
		return [
			'BEGIN IMMEDIATE',
			`${numbers} INSERT INTO kick_events (${EventColumns})
			SELECT ${id}, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId}, ${now}, ${now}, '${Payload}', 'handled'
			FROM filled`,
			`${numbers} INSERT INTO kick_deliveries (${DeliveryColumns})
			SELECT ${id}, '${guildId}', 'handled', 1, ${now} FROM filled`,
			'COMMIT'
		];
	},
	postgresql(first, last, userId, guildId) {
		const id = `'${idTime()}' || lpad(number::text, 16, '0')`;
		return [
			`INSERT INTO kick_events (${EventColumns})
			SELECT ${id}, ${id}, '${userId}:' || ${id}, 'chat.message.sent', '1', 'webhook', ${userId}, now(), now(), '${Payload}', 'handled'
			FROM generate_series(${first}, ${last}) AS number`,
			`INSERT INTO kick_deliveries (${DeliveryColumns})
			SELECT ${id}, '${guildId}', 'handled', 1, now() FROM generate_series(${first}, ${last}) AS number`
		];
	}
};
