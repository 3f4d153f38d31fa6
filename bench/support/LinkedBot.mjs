import { createPrivateKey } from 'node:crypto';
import { kickDelivery, requestsTo } from '../ingest/deliveries.mjs';
import { newPrivateKeyPem } from '../ingest/signing.mjs';
import { addGuilds } from './addGuilds.mjs';
import { databases } from './databases.mjs';
import { sendAll } from './LoadClient.mjs';
import { OurBot } from './OurBot.mjs';

/** The bot with one linked channel on a database of its own, and signed chat messages for it. */
export class LinkedBot {
	#key;
	#sent = 0;

	/** @param {{ provider: 'sqlite' | 'postgresql', keyBits?: number }} options */
	static async start({ provider, keyBits = 2_048 }) {
		const linked = new LinkedBot();
		const privateKeyPem = newPrivateKeyPem(keyBits);
		linked.#key = createPrivateKey(privateKeyPem);
		linked.database = await databases[provider]();
		linked.bot = await OurBot.start({ database: linked.database, privateKeyPem });
		Object.assign(linked, await linked.bot.addCommunity('streamerone'));
		return linked;
	}

	addGuilds(streamer, count) {
		return addGuilds(this.bot, this.database, streamer, count);
	}

	/** Signed beforehand, as many for each of the channels. */
	sign(count, streamers = [this.streamer]) {
		return requestsTo(
			this.#url,
			Array.from({ length: count }, (_, number) => {
				const broadcaster = streamers[number % streamers.length];
				return kickDelivery({ privateKey: this.#key, broadcaster }, Math.floor(number / streamers.length));
			})
		);
	}

	/** Sends them, and waits until each is handled for so many servers. */
	async deliver(requests, connections, servers = 1) {
		const begun = performance.now();
		const load = await sendAll({ url: this.#url, requests, connections });
		this.#sent += load.sent * servers;
		const handled = await this.bot.handled(this.#sent);
		if (handled !== this.#sent) throw new Error(`${handled} of ${this.#sent} deliveries were handled.`);
		return { ...load, milliseconds: performance.now() - begun };
	}

	/** The process ends and begins again on the same database. Answers how many milliseconds it took until it listened. */
	async restart() {
		await this.bot.process.kill('SIGTERM');
		this.#sent = 0;
		return this.bot.launch();
	}

	async stop() {
		await this.bot.stop();
		await this.database.remove();
	}

	get #url() {
		return `${this.bot.url}/webhooks/kick`;
	}
}
