import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OurBot } from '../support/OurBot.mjs';
import { median } from '../support/statistics.mjs';

const Peers = ['@sapphire/framework', '@sapphire/plugin-api/register', '@sapphire/plugin-subcommands/register'];
const Register = new URL('../../dist/register.js', import.meta.url).href;

/**
 * What the plugin adds to the start of a host bot that has Sapphire and its two plugins anyhow, and how long the ready bot
 * takes from its process to listening (simulated Discord, new SQLite file).
 */
export async function benchStart({ rounds, say }) {
	const host = [];
	const plugin = [];
	const ready = [];
	const residentMiB = [];
	for (let round = 1; round <= rounds; round += 1) {
		host.push(await importMs(Peers));
		plugin.push(await importMs([...Peers, Register]));
		const begun = performance.now();
		const bot = await OurBot.start({ database: {} });
		ready.push(performance.now() - begun);
		residentMiB.push((await bot.residentBytes()) / 2 ** 20);
		await bot.stop();
		say(
			`start ${round}/${rounds}: register ${Math.round(plugin.at(-1) - host.at(-1))} ms, ready ${Math.round(ready.at(-1))} ms`
		);
	}
	return {
		hostImportMs: median(host),
		registerMs: median(plugin) - median(host),
		readyMs: median(ready),
		residentMiB: median(residentMiB)
	};
}

/** Of a process that imports these and ends. */
async function importMs(modules) {
	const code = `
		const begun = performance.now();
		for (const name of ${JSON.stringify(modules)}) await import(name);
		process.stdout.write(String(performance.now() - begun));`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
		cwd: new URL('../..', import.meta.url),
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let text = '';
	child.stdout.on('data', (chunk) => {
		text += chunk;
	});
	await once(child, 'close');
	return Number(text);
}
