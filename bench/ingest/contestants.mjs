import { databases } from '../support/databases.mjs';
import { ReadyBot } from '../support/ReadyBot.mjs';
import { Target } from '../support/Target.mjs';
import { hmacEnvironment } from './deliveries.mjs';
import { broadcaster, privateKeyPem, publicKeyPem } from './signing.mjs';

/** Servers under test: whose deliveries each takes, and how it is started. */
export const contestants = {
	limit: { platform: 'kick', start: () => other('bare', { BENCH_PUBLIC_KEY: publicKeyPem }) },
	sqlite: { platform: 'kick', start: () => startPlugin('sqlite') },
	postgresql: { platform: 'kick', start: () => startPlugin('postgresql') },
	kient: { platform: 'kick', start: () => other('kient', { BENCH_PUBLIC_KEY: publicKeyPem }) },
	'kient-repaired': {
		platform: 'kick',
		start: () => other('kient', { BENCH_PUBLIC_KEY: publicKeyPem, BENCH_REPAIRED: '1' })
	},
	octokit: { platform: 'github', start: () => other('octokit', hmacEnvironment) },
	twurple: { platform: 'twitch', start: () => other('twurple', hmacEnvironment) }
};

/** The published version accepts every signature. It is measured anyway, and the report says so. */
export const takesForgedOnes = new Set(['kient']);

async function other(name, environment) {
	const target = await Target.start(new URL(`targets/${name}.mjs`, import.meta.url), environment);
	return {
		url: target.ready.url,
		handled: (count) => target.handled(count),
		stop: () => target.stop()
	};
}

async function startPlugin(provider) {
	const database = await databases[provider]();
	const bot = await ReadyBot.start({ database, privateKeyPem });
	const { streamer } = await bot.addCommunity(broadcaster.slug);
	if (streamer.userId !== broadcaster.userId) throw new Error(`The first streamer has the id ${streamer.userId}.`);
	return {
		url: `${bot.url}/webhooks/kick`,
		handled: (count) => bot.handled(count),
		async stop() {
			await bot.stop();
			await database.remove();
		}
	};
}
