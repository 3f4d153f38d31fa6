import { SimulatedDiscord, SimulatedKick } from 'sapphire-plugin-kick/sandbox';

async function main(): Promise<void> {
	const kick = await SimulatedKick.start();
	const discord = await SimulatedDiscord.start();
	await Promise.all([kick.stop(), discord.stop()]);
	console.log(JSON.stringify({ type: 'simulated' }));
}

void main();
