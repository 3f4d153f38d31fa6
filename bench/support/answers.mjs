import { container } from '@sapphire/framework';
import { request } from 'undici';
import { untilHandled } from './handledCount.mjs';
import { startHearing, takeReceived } from './heardEvents.mjs';

/** Answers questions about the bot's process that can't be asked from outside. */
export const answers = {
	async memory() {
		globalThis.gc();
		const { heapUsed, rss } = process.memoryUsage();
		return { heapBytes: heapUsed, residentBytes: rss };
	},
	async handled({ count, limitMs }) {
		return { handled: await untilHandled(count, limitMs) };
	},
	startHearing: async () => startHearing(),
	takeReceived: async () => ({ received: takeReceived() }),
	/** Measures how long the newest page of a server's log takes. */
	async logPage({ guildId, times }) {
		const milliseconds = [];
		for (let time = 0; time < times; time += 1) {
			milliseconds.push(await timed(() => container.kick.events.page(guildId)));
		}
		return { milliseconds };
	},
	/** Sends a message through the plugin and as a bare request, one after the other, for each server. */
	async send({ channels }) {
		const plugin = [];
		const bare = [];
		for (const { guildId, url, token } of channels) {
			bare.push(await timed(() => post(url, token)));
			plugin.push(await timed(() => say(guildId)));
		}
		return { plugin, bare };
	}
};

async function timed(run) {
	const begun = performance.now();
	await run();
	return performance.now() - begun;
}

async function post(url, token) {
	const { statusCode, body } = await request(url, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ type: 'bot', content: 'said without the plugin' })
	});
	await body.json();
	if (statusCode !== 200) throw new Error(`The bare request was answered ${statusCode}.`);
}

async function say(guildId) {
	const sent = await container.kick.send(guildId, 'said by the plugin');
	if (sent.isErr()) throw new Error(`The plugin could not send: ${sent.unwrapErr().message}`);
}
