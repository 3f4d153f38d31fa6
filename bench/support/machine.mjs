import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

const Peers = ['kient', '@octokit/webhooks', '@twurple/eventsub-http', 'pusher-js', 'ws', 'express'];
const Ours = ['libsql', 'pg', 'undici', '@sapphire/framework', '@sapphire/plugin-api', 'discord.js'];

/** What a figure depends on. */
export function machine() {
	const [cpu] = cpus();
	return {
		date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
		node: process.version,
		cores: cpus().length,
		cpu: `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
		memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
		kernel: release()
	};
}

/** Of the last minute, 5 and 15 minutes. */
export function loadAverage() {
	return loadavg()
		.map((load) => load.toFixed(1))
		.join(', ');
}

/** Of what was measured, as it is installed. */
export function versions() {
	const plugin = versionIn('../../package.json');
	return {
		'sapphire-plugin-kick': plugin,
		...Object.fromEntries(Peers.map((name) => [name, versionIn(`../node_modules/${name}/package.json`)])),
		...Object.fromEntries(Ours.map((name) => [name, versionIn(`../../node_modules/${name}/package.json`)]))
	};
}

function versionIn(path) {
	return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
}
