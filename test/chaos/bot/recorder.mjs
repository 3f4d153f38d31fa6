// A host bot that leaves a trace of every event it handles: a line `eventId guildId pid` in RECORD_FILE, by a single write.
// The trace is the effect that a handler has on the world: what stands there has happened, however the process ended.
//
//   RECORD_DELAY_MS   how long a handler takes before it has its effect
//   RECORD_FAILS_IN   a Discord server whose handler always throws, and has no effect
//   RECORD_EXITS_AT   an event whose handler ends the process, in the server RECORD_EXITS_IN
//   PORT              where Kick's webhooks are taken; without it this process listens to nobody
//   SHARDS, SHARD_COUNT   read by discord.js, as its ShardingManager sets them
//
// At SIGUSR2 it prints how many bytes of its heap are in use, after a full collection.
import '../../../dist/register.js';
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LogLevel, SapphireClient } from '@sapphire/framework';
import { GatewayIntentBits } from 'discord.js';

const { RECORD_FILE, RECORD_DELAY_MS = '0', RECORD_FAILS_IN, RECORD_EXITS_AT, RECORD_EXITS_IN } = process.env;
const { DISCORD_TOKEN, DISCORD_API_BASE_URL, PORT } = process.env;

/** Of the handler that ends the process. */
const ExitCode = 9;

const client = new SapphireClient({
	intents: [GatewayIntentBits.Guilds],
	baseUserDirectory: null,
	logger: { level: LogLevel.Warn },
	rest: { api: DISCORD_API_BASE_URL },
	api: { automaticallyConnect: false, listenOptions: { port: Number(PORT), host: 'localhost' } }
});

client.on('kickEvent', async (_event, { eventId, guildId }) => {
	if (guildId === RECORD_FAILS_IN) throw new Error('This handler always fails.');
	if (Number(RECORD_DELAY_MS) > 0) await pause(Number(RECORD_DELAY_MS));
	if (eventId === RECORD_EXITS_AT && guildId === RECORD_EXITS_IN) process.exit(ExitCode);
	appendFileSync(RECORD_FILE, `${eventId} ${guildId} ${process.pid}\n`);
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
