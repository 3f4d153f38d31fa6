import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type RunningPage, startPage } from './page/startPage.js';
import { Sandbox } from './Sandbox.js';
import { createCast } from './story/Cast.js';
import { playStory } from './story/playStory.js';
import { Transcript } from './story/Transcript.js';

/** The story takes a few seconds, or more on a slow machine. At this limit it has failed. */
const StoryLimitMs = 180_000;

const { values: options } = parseArgs({
	options: { once: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } }
});

const write = (line: string) => console.log(line);
const entry = fileURLToPath(new URL('bot.js', import.meta.url));
const limit = setTimeout(() => {
	console.error(`\n✗ The story did not end within ${StoryLimitMs / 1_000} s.`);
	process.exit(1);
}, StoryLimitMs);

const startedAt = performance.now();
let sandbox: Sandbox | null = null;
let page: RunningPage | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void stopAll().finally(() => process.exit(0)));
}
try {
	write('Starting a simulated Kick, a simulated Discord, and the bot of `npm start` between them …');
	sandbox = await Sandbox.start({
		entry,
		environment: { KICK_USE_WEBSOCKET: 'true' },
		onBotLine: options.verbose ? (line) => write(`   bot | ${line}`) : undefined
	});
	const cast = createCast(sandbox);
	if (!options.once) page = await startPage(sandbox, cast);
	await playStory(sandbox, cast, new Transcript(write));
	clearTimeout(limit);
	write(`\n✓ Every step happened, in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
	if (page) printAddresses(sandbox, page);
	else await stopAll();
} catch (error) {
	console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
	const log = sandbox?.bot.log.slice(-20) ?? [];
	if (log.length > 0) console.error(`\nThe bot's last lines:\n${log.join('\n')}`);
	process.exitCode = 1;
	await stopAll();
}

function printAddresses({ botUrl }: Sandbox, { url }: RunningPage): void {
	write(`\nThe sandbox keeps running. Type as both sides and watch: ${url}`);
	write(`The dashboard, as mia: ${botUrl}/dashboard   The bot's health: ${botUrl}/health   Stop with Ctrl+C.`);
}

async function stopAll(): Promise<void> {
	clearTimeout(limit);
	await page?.stop();
	await sandbox?.stop();
}
