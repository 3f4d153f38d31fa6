import { createPrivateKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { kickDelivery, requestsTo } from '../ingest/deliveries.mjs';
import { newPrivateKeyPem } from '../ingest/signing.mjs';
import { addGuilds } from './addGuilds.mjs';
import { databases } from './databases.mjs';
import { sendAll } from './LoadClient.mjs';
import { ReadyBot } from './ReadyBot.mjs';

/** The bot caches the servers of a channel for a second. */
const RoutesMs = 1_100;
/** Milliseconds for each server until the bot has stored that it joined. */
const JoinMs = 4;

/** The bot with one linked channel on its own database, and signed chat messages for it. */
export class LinkedBot {
	#key;
	#sent = 0;

	/** @param {{ provider: 'sqlite' | 'postgresql', keyBits?: number, processes?: number }} options */
	static async start({ provider, keyBits = 2_048, processes }) {
		const linked = new LinkedBot();
		const privateKeyPem = newPrivateKeyPem(keyBits);
		linked.#key = createPrivateKey(privateKeyPem);
		linked.database = await databases[provider]();
		linked.bot = await ReadyBot.start({ database: linked.database, privateKeyPem, processes });
		Object.assign(linked, await linked.bot.addCommunity('streamerone'));
		return linked;
	}

	addGuilds(streamer, count) {
		return addGuilds(this.bot, this.database, streamer, count);
	}

	/** Adds servers until this many share its channel, and waits until the bot knows them. */
	async shareChannel(guilds) {
		await this.addGuilds(this.streamer, guilds - 1);
		await pause(RoutesMs + JoinMs * guilds);
	}

	/** Signs deliveries beforehand, as many for each of the channels. */
	sign(count, streamers = [this.streamer]) {
		return requestsTo(
			this.#url,
			Array.from({ length: count }, (_, number) => {
				const broadcaster = streamers[number % streamers.length];
				return kickDelivery({ privateKey: this.#key, broadcaster }, Math.floor(number / streamers.length));
			})
		);
	}

	/** Sends the deliveries, and waits until each is handled for this many servers. */
	async deliver(requests, connections, servers = 1) {
		this.#sent += requests.length * servers;
		const begun = performance.now();
		// Asked beforehand, so that the answer comes right after the last delivery.
		const handling = this.bot.handled(this.#sent);
		handling.catch(() => undefined);
		const load = await sendAll({ url: this.#url, requests, connections });
		const handled = await handling;
		const milliseconds = performance.now() - begun;
		if (handled !== this.#sent) throw new Error(`${handled} of ${this.#sent} deliveries were handled.`);
		return { ...load, milliseconds, handledPerSecond: (load.sent / milliseconds) * 1_000 };
	}

	/** Stops the process. */
	async end() {
		await this.bot.process.kill('SIGTERM');
		this.#sent = 0;
	}

	/** Restarts the process on the same database. Returns the milliseconds until it listened. */
	async restart() {
		await this.end();
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
