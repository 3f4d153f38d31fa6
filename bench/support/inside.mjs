// Loaded into the bot's process before it. It imports nothing until it is asked, so that the bot starts as it does alone.
process.on('message', async ({ question, ...details }) => {
	const answer = await import('./answers.mjs')
		.then(({ answers }) => answers[question](details))
		.catch((error) => ({ error: String(error) }));
	process.send(answer ?? {});
});
// The bot ends by itself.
process.channel?.unref();
