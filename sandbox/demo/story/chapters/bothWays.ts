import type { Narrator } from '../Narrator.js';

/** Sends messages from Discord to Kick and back. */
export async function bothWays(narrator: Narrator): Promise<void> {
	const { transcript } = narrator;
	const { manager } = narrator.cast;

	transcript.chapter('Discord writes to Kick');
	await narrator.slash('kick say', { message: 'Hello from Discord!' });
	await narrator.arrives('Hello from Discord!');

	transcript.chapter('Kick writes to Discord, and a listener answers');
	await narrator.says('ana', '!ping');
	await narrator.arrives('@ana pong');

	transcript.chapter('The same by prefix command');
	const command = '!kick say And hello by prefix!';
	transcript.line('Discord', manager.name, command);
	const typed = await manager.says(command);
	transcript.line('Discord', 'bot', (await typed.reply()).content);
	await narrator.arrives('And hello by prefix!');
}
