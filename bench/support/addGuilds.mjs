const RowsOfStatement = 500;

/**
 * Adds Discord servers that are linked to a streamer's channel, directly in the database.
 * With the bot's commands, a thousand of them would take minutes.
 */
export async function addGuilds(bot, database, { userId, slug, chatroomId }, count) {
	if (count <= 0) return;
	const ids = Array.from({ length: count }, (_, number) => bot.discord.addGuild({ name: `Server ${number}` }).id);
	const settings = {
		kick_channel: slug,
		kick_broadcaster_user_id: String(userId),
		kick_chatroom_id: String(chatroomId)
	};
	const now = new Date().toISOString().replace('Z', '+00:00');
	const links = ids.map((id) => `('${id}', ${userId}, '1', '${now}')`);
	const values = ids.flatMap((id) => Object.entries(settings).map(([key, value]) => `(${id}, '${key}', '${value}')`));
	await database.run(bot, [
		...inserts('kick_links (guild_id, user_id, linked_by, linked_at)', links),
		...inserts('bot_settings (discord_server_id, key, value)', values)
	]);
}

function inserts(into, rows) {
	const statements = [];
	for (let start = 0; start < rows.length; start += RowsOfStatement) {
		statements.push(`INSERT INTO ${into} VALUES ${rows.slice(start, start + RowsOfStatement).join(', ')}`);
	}
	return statements;
}
