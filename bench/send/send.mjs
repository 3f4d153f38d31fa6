import { LinkedBot } from '../support/LinkedBot.mjs';
import { median, quantile } from '../support/statistics.mjs';

/** Kick's limit for a channel is three at once, so none of these messages waits. */
const MessagesOfChannel = 3;

/** Measures what the plugin adds to a bare undici request to the same address, both from the bot's process. */
export async function benchSend({ channels: count, say }) {
	const linked = await LinkedBot.start({ provider: 'sqlite' });
	const { bot, guild, streamer } = linked;
	const communities = [{ guild, streamer }];
	while (communities.length < count) communities.push(await bot.addCommunity(`streamer${communities.length}`));
	const channels = communities.map((community) => ({
		guildId: community.guild.id,
		url: `${bot.kick.url}/public/v1/chat`,
		token: bot.kick.oauth.issueTokens(community.streamer.slug).accessToken
	}));
	const times = { plugin: [], bare: [] };
	for (let message = 0; message < MessagesOfChannel; message += 1) {
		const { plugin, bare } = await bot.process.ask('send', { channels });
		// The first ones are the warm-up.
		if (message === 0) continue;
		times.plugin.push(...plugin);
		times.bare.push(...bare);
	}
	await linked.stop();
	const result = {
		messages: times.plugin.length,
		pluginMs: median(times.plugin),
		pluginP99Ms: quantile(times.plugin, 0.99),
		bareMs: median(times.bare),
		bareP99Ms: quantile(times.bare, 0.99)
	};
	say(`send: ${result.pluginMs.toFixed(2)} ms, a bare request ${result.bareMs.toFixed(2)} ms`);
	return result;
}
