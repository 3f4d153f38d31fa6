// Loaded into the bot's process before the bot. It imports nothing until it gets a question, to leave the start as it
// is.
process.on('message', async ({ question, ...details }) => {
	const answer = await import('./answers.mjs')
		.then(({ answers }) => answers[question](details))
		.catch((error) => ({ error: String(error) }));
	process.send(answer ?? {});
});
// The bot exits by itself.
process.channel?.unref();
