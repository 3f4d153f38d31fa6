import 'sapphire-plugin-kick/register';
import { once } from 'node:events';
import { container, Events, SapphireClient } from '@sapphire/framework';
import { GatewayIntentBits } from 'discord.js';
import { KickEvents, KickService, version } from 'sapphire-plugin-kick';

/** Prints one line of JSON for the test that runs this host. */
function report(line: { type: string; [field: string]: unknown }): void {
	console.log(JSON.stringify(line));
}

async function main(): Promise<void> {
	const client = new SapphireClient({
		intents: [GatewayIntentBits.Guilds],
		rest: { api: process.env.DISCORD_API_BASE_URL },
		api: { listenOptions: { port: Number(process.env.PORT) } },
		kick: { commands: { kick: { name: 'kickchat' } } }
	});

	client.on(KickEvents.ChatMessage, ({ content, sender }, { guildId, source }) => {
		report({ type: 'received', content, sender: sender.username, guildId, source });
	});

	// The storage has one for events.
	process.on('worker', () => report({ type: 'worker' }));

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
}

void main();
