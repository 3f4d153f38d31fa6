import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LinkedBot } from '../support/LinkedBot.mjs';
import { median } from '../support/statistics.mjs';

const Peers = ['@sapphire/framework', '@sapphire/plugin-api/register', '@sapphire/plugin-subcommands/register'];
const Register = new URL('../../dist/register.js', import.meta.url).href;
const run = promisify(execFile);

/**
 * Measures what the plugin adds to the start of a host bot that has Sapphire and its two plugins anyway.
 * Also measures how long the ready bot takes from its process to listening, with one linked channel.
 */
export async function benchStart({ rounds, say }) {
	const linked = await LinkedBot.start({ provider: 'sqlite' });
	const times = { host: [], withPlugin: [], ready: [] };
	for (let round = 0; round < rounds; round += 1) {
		times.host.push(await importMs(Peers));
		times.withPlugin.push(await importMs([...Peers, Register]));
		times.ready.push(await linked.restart());
		say(`start ${round + 1}/${rounds}: register ${Math.round(times.withPlugin.at(-1) - times.host.at(-1))} ms more`);
	}
	await linked.stop();
	const [hostMs, withPluginMs, readyMs] = Object.values(times).map(median);
	return { hostMs, withPluginMs, registerMs: withPluginMs - hostMs, readyMs };
}

/** Measures a process that imports these modules and exits. */
async function importMs(modules) {
	const code = `
		const begun = performance.now();
		for (const name of ${JSON.stringify(modules)}) await import(name);
		console.log(performance.now() - begun);
		process.exit();`;
	const cwd = new URL('../..', import.meta.url);
	const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd });
	return Number(stdout.trim().split('\n').at(-1));
}
