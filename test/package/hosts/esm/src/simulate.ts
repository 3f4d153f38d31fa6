import { SimulatedDiscord, SimulatedKick } from 'sapphire-plugin-kick/sandbox';

async function main(): Promise<void> {
	const kick = await SimulatedKick.start();
	const discord = await SimulatedDiscord.start();
	await discord.close();
	await kick.close();
	console.log(JSON.stringify({ type: 'simulated' }));
}

void main();
