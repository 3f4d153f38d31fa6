import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

const Peers = ['kient', '@octokit/webhooks', '@twurple/eventsub-http', 'pusher-js', 'ws', 'express'];
const OwnDependencies = ['libsql', 'pg', 'undici', '@sapphire/framework', '@sapphire/plugin-api', 'discord.js'];

/** Describes the machine that the figures depend on. */
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

/** Load average of the last 1, 5 and 15 minutes. */
export function loadAverage() {
	return loadavg()
		.map((load) => load.toFixed(1))
		.join(', ');
}

/** Installed versions of what was measured. */
export function versions() {
	const plugin = versionIn('../../package.json');
	return {
		'sapphire-plugin-kick': plugin,
		...Object.fromEntries(Peers.map((name) => [name, versionIn(`../node_modules/${name}/package.json`)])),
		...Object.fromEntries(OwnDependencies.map((name) => [name, versionIn(`../../node_modules/${name}/package.json`)]))
	};
}

function versionIn(path) {
	return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
}
