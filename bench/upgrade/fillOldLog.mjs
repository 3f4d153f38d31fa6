/** One statement with more rows takes seconds, and its transaction takes some memory. */
const RowsOfStatement = 250_000;
const DayMs = 24 * 60 * 60_000;

/** Adds handled chat messages of the last days as version 0.1 stored them, directly in the database. */
export async function fillOldLog({ bot, database, guild, streamer }, rows) {
	const from = Date.now() - 6 * DayMs;
	const statements = [];
	for (let first = 0; first < rows; first += RowsOfStatement) {
		const last = Math.min(first + RowsOfStatement, rows) - 1;
		statements.push(...fill[database.provider]({ first, last, from, userId: streamer.userId, guildId: guild.id }));
	}
	await database.run(bot, [...statements, 'ANALYZE']);
}

/** Returns 1 if rows are still to be moved, otherwise 0. */
export async function oldEvents({ bot, database }) {
	const [row] = await database.query(
		bot,
		'SELECT count(*) AS count FROM (SELECT 1 FROM kick_old_events LIMIT 1) AS first'
	);
	return Number(row.count);
}

const Payload = JSON.stringify({
	message_id: 'filled',
	broadcaster: {
		user_id: 1,
		username: 'streamerone',
		channel_slug: 'streamerone',
		is_verified: true,
		profile_picture: ''
	},
	sender: {
		user_id: 2,
		username: 'ana',
		channel_slug: 'ana',
		is_verified: false,
		identity: { username_color: '#FF5733', badges: [] }
	},
	content: 'a message of a chat, about as long as people write',
	emotes: null,
	created_at: '2026-11-20T18:05:06Z'
});
const EventColumns =
	'id, event_id, message_id, type, version, source, broadcaster_user_id, sender_user_id, ' +
	'sent_at, received_at, payload, state';
const DeliveryColumns = 'event_id, guild_id, state, attempts, updated_at';
const StepMs = 100;

/** Ids of events rise, as Kick's do; those of messages are in no order. */
const fill = {
	sqlite({ first, last, from, userId, guildId }) {
		const numbers = `WITH RECURSIVE filled (number) AS (
			SELECT ${first} UNION ALL SELECT number + 1 FROM filled WHERE number < ${last}
		)`;
		const id = `printf('01%024d', number)`;
		const at = `strftime('%Y-%m-%dT%H:%M:%f+00:00', (${from} + number * ${StepMs}) / 1000.0, 'unixepoch')`;
		const eventId = `printf('01K%023d', number)`;
		const messageId = `printf('%08x-%d', (number * 2654435761) % 4294967296, number)`;
		return [
			'BEGIN IMMEDIATE',
			`${numbers} INSERT INTO kick_old_events (${EventColumns})
			SELECT ${id}, ${eventId}, '${userId}:' || ${messageId}, 'chat.message.sent', '1', 'webhook', ${userId},
				number % 500, ${at}, ${at}, '${Payload}', 'handled' FROM filled`,
			`${numbers} INSERT INTO kick_old_deliveries (${DeliveryColumns})
			SELECT ${id}, '${guildId}', 'handled', 1, ${at} FROM filled`,
			'COMMIT'
		];
	},
	postgresql({ first, last, from, userId, guildId }) {
		const series = `generate_series(${first}::bigint, ${last}) AS number`;
		const id = `'01' || lpad(number::text, 24, '0')`;
		const at = `(to_timestamp((${from} + number * ${StepMs}) / 1000.0) AT TIME ZONE 'UTC')`;
		const eventId = `'01K' || lpad(number::text, 23, '0')`;
		const messageId = `to_hex((number * 2654435761) % 4294967296) || '-' || number`;
		return [
			`INSERT INTO kick_old_events (${EventColumns})
			SELECT ${id}, ${eventId}, '${userId}:' || ${messageId}, 'chat.message.sent', '1', 'webhook', ${userId},
				number % 500, ${at}, ${at}, '${Payload}', 'handled' FROM ${series}`,
			`INSERT INTO kick_old_deliveries (${DeliveryColumns})
			SELECT ${id}, '${guildId}', 'handled', 1, ${at} FROM ${series}`
		];
	}
};
