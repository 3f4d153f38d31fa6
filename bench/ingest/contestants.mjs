import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { databases } from '../support/databases.mjs';
import { OurBot } from '../support/OurBot.mjs';
import { Target } from '../support/Target.mjs';
import { githubDelivery, hmacEnvironment, kickDelivery, twitchDelivery } from './deliveries.mjs';

const newKey = () =>
	generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const privateKeyPem = newKey();
const privateKey = createPrivateKey(privateKeyPem);
const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
const foreignKey = createPrivateKey(newKey());
const broadcaster = { userId: 812_345, slug: 'streamerone' };

/**
 * Who is measured. `start` answers where it listens, how a genuine and a forged delivery to it look, and how to learn how
 * many it handled.
 */
export const contestants = {
	limit: () => other('bare', kickRequests, { BENCH_PUBLIC_KEY: publicKeyPem }),
	'ingest.sqlite': () => ours('sqlite'),
	'ingest.postgresql': () => ours('postgresql'),
	kient: () => other('kient', kickRequests, { BENCH_PUBLIC_KEY: publicKeyPem }),
	'kient-repaired': () => other('kient', kickRequests, { BENCH_PUBLIC_KEY: publicKeyPem, BENCH_REPAIRED: '1' }),
	octokit: () => other('octokit', hmacRequests(githubDelivery), hmacEnvironment),
	twurple: () => other('twurple', hmacRequests(twitchDelivery), hmacEnvironment)
};

const kickRequests = (url) => ({
	genuine: (number) => kickDelivery({ privateKey, broadcaster }, number, url),
	forged: (number) => kickDelivery({ privateKey: foreignKey, broadcaster }, number, url)
});
const hmacRequests = (delivery) => (url) => ({
	genuine: (number) => delivery(number, url),
	forged: (number) => delivery(number, url, 'the secret of somebody else')
});

async function other(name, requestsFor, environment) {
	const target = await Target.start(new URL(`targets/${name}.mjs`, import.meta.url), environment);
	const { url } = target.ready;
	return {
		url,
		...requestsFor(url),
		handled: async () => (await target.ask('handled')).handled,
		stop: () => target.stop()
	};
}

async function ours(provider) {
	const database = await databases[provider]();
	const bot = await OurBot.start({ database, privateKeyPem });
	const { streamer } = await bot.addCommunity();
	const url = `${bot.url}/webhooks/kick`;
	const requests = (key) => (number) => kickDelivery({ privateKey: key, broadcaster: streamer }, number, url);
	return {
		url,
		genuine: requests(privateKey),
		forged: requests(foreignKey),
		handled: (count) => bot.handled(count),
		async stop() {
			await bot.stop();
			await database.remove();
		}
	};
}
