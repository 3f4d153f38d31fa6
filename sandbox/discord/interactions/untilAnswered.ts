import { WaitLimitMs } from '../../waitLimit.js';
import type { World } from '../world/World.js';
import type { Interaction } from './Interaction.js';

/** Waits until the bot has acknowledged what a person did, and then until that person sees something. */
export async function untilAnswered(world: World, interaction: Interaction): Promise<void> {
	const { command } = interaction;
	const { acknowledgeMs } = world.interactions;
	await world.changes.until(
		() => interaction.isAcknowledged || undefined,
		acknowledgeMs,
		() => `The application did not respond: no answer to ${command} within ${acknowledgeMs / 1000} s.`
	);
	await world.changes.until(
		() => {
			if (interaction.isOriginalDeleted)
				throw new Error(`The bot deleted its answer to ${command} before it gave one.`);
			return interaction.steps.length > 0 || undefined;
		},
		WaitLimitMs,
		() => `The bot said that it is thinking about ${command}, and nothing more within ${WaitLimitMs / 1000} s.`
	);
}
