// A host bot that records every event it handles: a line `eventId guildId pid` in RECORD_FILE, written at once.
// The line is the effect of the handler: what is in the file has happened, however the process ended.
//
//   RECORD_DELAY_MS   how long a handler takes before its effect
//   RECORD_FAILS_IN   a Discord server whose handler always throws, and has no effect
//   RECORD_EXITS_AT   an event whose handler ends the process, in the server RECORD_EXITS_IN
//   RECORD_EXITS_BY   the consumer whose handler does that, by its name; without it the listeners do
//   RECORD_CONSUMERS  names of consumers beside the listeners. Each records in a file of its own: RECORD_FILE-name.
//                     "hanging" never ends, and "throwing" always throws
//   PORT              where it receives Kick's webhooks; without it this process has no web server
//   SHARDS, SHARD_COUNT   read by discord.js, as its ShardingManager sets them
//
// A line `add name` or `remove name` on standard input adds or removes a consumer. It is printed again when that is
// done. On SIGUSR2 it prints how many bytes of its heap are in use, after a full collection.
import '../../../dist/register.js';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { container, LogLevel, SapphireClient } from '@sapphire/framework';
import { GatewayIntentBits } from 'discord.js';

const {
	RECORD_FILE,
	RECORD_DELAY_MS = '0',
	RECORD_FAILS_IN,
	RECORD_EXITS_AT,
	RECORD_EXITS_IN,
	RECORD_EXITS_BY
} = process.env;
const { RECORD_CONSUMERS = '' } = process.env;
const { DISCORD_TOKEN, DISCORD_API_BASE_URL, PORT } = process.env;

/** Settings of the handler that ends the process. */
const ExitCode = 9;

const client = new SapphireClient({
	intents: [GatewayIntentBits.Guilds],
	baseUserDirectory: null,
	logger: { level: LogLevel.Warn },
	rest: { api: DISCORD_API_BASE_URL },
	api: { automaticallyConnect: false, listenOptions: { port: Number(PORT), host: 'localhost' } }
});

/** @param name Name of a consumer; without it, these are the listeners. */
async function record({ eventId, guildId }, name) {
	if (Number(RECORD_DELAY_MS) > 0) await pause(Number(RECORD_DELAY_MS));
	const isFatal = eventId === RECORD_EXITS_AT && guildId === RECORD_EXITS_IN;
	if (isFatal && name === RECORD_EXITS_BY) process.exit(ExitCode);
	appendFileSync(name ? `${RECORD_FILE}-${name}` : RECORD_FILE, `${eventId} ${guildId} ${process.pid}\n`);
}

client.on('kickEvent', async (_event, context) => {
	if (context.guildId === RECORD_FAILS_IN) throw new Error('This handler always fails.');
	await record(context);
});

const handlers = {
	hanging: () => new Promise(() => undefined),
	throwing: () => {
		throw new Error('This consumer always fails.');
	}
};

function addConsumer(name) {
	const handle = handlers[name] ?? ((_event, context) => record(context, name));
	container.kick.consumers.add({ name, handle });
}

for (const name of RECORD_CONSUMERS.split(',').filter(Boolean)) addConsumer(name);

createInterface({ input: process.stdin }).on('line', async (line) => {
	const [command, name] = line.split(' ');
	if (command === 'add') addConsumer(name);
	else (await container.kick.consumers.remove(name)).unwrap();
	console.log(line);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
process.on('SIGUSR2', () => {
	collectGarbage();
	console.log(`heap ${process.memoryUsage().heapUsed}`);
});

process.once('SIGTERM', async () => {
	await client.destroy();
	process.exit(0);
});

await client.login(DISCORD_TOKEN);
if (PORT) await client.server.connect();
console.log('The recorder is ready');
