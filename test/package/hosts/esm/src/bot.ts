import 'sapphire-plugin-kick/register';
import { once } from 'node:events';
import { container, Events, SapphireClient } from '@sapphire/framework';
import { GatewayIntentBits } from 'discord.js';
import { KickService, version } from 'sapphire-plugin-kick';
import { report } from './report.js';

const client = new SapphireClient({
	intents: [GatewayIntentBits.Guilds],
	rest: { api: process.env.DISCORD_API_BASE_URL },
	api: { listenOptions: { port: Number(process.env.PORT) } }
});

process.once('SIGTERM', async () => {
	await client.destroy();
	process.exit(0);
});

const registered = once(client, Events.ApplicationCommandRegistriesRegistered);
await client.login(process.env.DISCORD_TOKEN);
await registered;

report({
	type: 'ready',
	version,
	hasService: container.kick instanceof KickService && client.kick === container.kick,
	hooks: [...SapphireClient.plugins.registry].map((hook) => hook.name)
});
