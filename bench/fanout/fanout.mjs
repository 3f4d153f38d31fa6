import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { kickDelivery } from '../ingest/deliveries.mjs';
import { addGuilds } from '../support/addGuilds.mjs';
import { databases } from '../support/databases.mjs';
import { sendAll } from '../support/LoadClient.mjs';
import { OurBot } from '../support/OurBot.mjs';

const Events = 10;

/** One event for 1, 10, 100 and 1,000 Discord servers that share a channel: from the request to the last listener. */
export async function benchFanOut({ sizes = [1, 10, 100, 1_000], providers = Object.keys(databases), say }) {
	const rows = [];
	for (const provider of providers) {
		for (const guilds of sizes) {
			const row = { provider, guilds, ...(await measure(provider, guilds)) };
			rows.push(row);
			say(`fan-out ${provider}, ${guilds} servers: ${row.perEventMs.toFixed(1)} ms an event`);
		}
	}
	return rows;
}

async function measure(provider, guilds) {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
	const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' });
	const database = await databases[provider]();
	const bot = await OurBot.start({ database, privateKeyPem });
	try {
		const { streamer } = await bot.addCommunity();
		await addGuilds(bot, database, streamer, guilds - 1);
		const url = `${bot.url}/webhooks/kick`;
		const key = createPrivateKey(privateKeyPem);
		const make = (count) =>
			Array.from({ length: count }, (_, number) =>
				kickDelivery({ privateKey: key, broadcaster: streamer }, number, url)
			);
		await sendAll({ url, requests: make(1), connections: 1 });
		await bot.handled(guilds);
		const begun = performance.now();
		for (let event = 1; event <= Events; event += 1) {
			await sendAll({ url, requests: make(1), connections: 1 });
			await bot.handled(guilds * (event + 1));
		}
		const perEventMs = (performance.now() - begun) / Events;
		return { perEventMs, perDeliveryMs: perEventMs / guilds };
	} finally {
		await bot.stop();
		await database.remove();
	}
}
