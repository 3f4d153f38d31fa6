import { join } from 'node:path';
import Driver from 'libsql';
import pg from 'pg';

const FirstGuildId = 900_000_000_000_000_000n;

/**
 * Links more Discord servers to a streamer's channel, straight in the database of the running bot: by its commands a thousand of
 * them would take minutes.
 */
export async function addGuilds(bot, database, { userId, slug, chatroomId }, count) {
	if (count <= 0) return;
	const ids = Array.from({ length: count }, (_, number) => FirstGuildId + BigInt(number) * 2n ** 22n);
	const settings = {
		kick_channel: slug,
		kick_broadcaster_user_id: String(userId),
		kick_chatroom_id: String(chatroomId)
	};
	const links = ids.map(
		(id) => `('${id}', ${userId}, '1', ${database.url ? 'now()' : `'${new Date().toISOString()}'`})`
	);
	const values = ids.flatMap((id) => Object.entries(settings).map(([key, value]) => `(${id}, '${key}', '${value}')`));
	const statements = [
		...inserts('kick_links (guild_id, user_id, linked_by, linked_at)', links),
		...inserts('bot_settings (discord_server_id, key, value)', values)
	];
	if (database.url) await runPostgresql(database.url, statements);
	else runSqlite(join(bot.folder, 'kick.db'), statements);
}

function inserts(into, rows) {
	const statements = [];
	for (let start = 0; start < rows.length; start += 500) {
		statements.push(`INSERT INTO ${into} VALUES ${rows.slice(start, start + 500).join(', ')}`);
	}
	return statements;
}

function runSqlite(path, statements) {
	const driver = new Driver(path);
	driver.exec('PRAGMA busy_timeout = 10000');
	for (const statement of statements) driver.exec(statement);
	driver.close();
}

async function runPostgresql(url, statements) {
	const schema = new URL(url).searchParams.get('schema');
	const client = new pg.Client({ connectionString: url.split('?')[0], options: `-c search_path=${schema}` });
	await client.connect();
	for (const statement of statements) await client.query(statement);
	await client.end();
}
