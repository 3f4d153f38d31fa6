import { GatewayDispatchEvents, type GatewayInteractionCreateDispatchData } from 'discord-api-types/v10';
import { WaitLimitMs } from '../../waitLimit.js';
import type { World } from '../world/World.js';
import type { Interaction } from './Interaction.js';
import type { Interactions } from './Interactions.js';
import { SimulatedReply } from './SimulatedReply.js';

export interface InteractionServices {
	world: World;
	interactions: Interactions;
}

/** Sends an interaction to the bot, and waits until the bot acknowledges it and the person sees an answer. */
export async function sendInteraction(
	{ world, interactions: { acknowledgeMs } }: InteractionServices,
	interaction: Interaction,
	data: GatewayInteractionCreateDispatchData
): Promise<SimulatedReply> {
	const { changes } = world;
	const { command, channel } = interaction;
	const guildId = channel.guild?.id ?? null;
	world.dispatch({ event: GatewayDispatchEvents.InteractionCreate, data, guildId, intent: 0 });

	await changes.until(
		() => interaction.isAcknowledged || undefined,
		acknowledgeMs,
		() => `The application did not respond: no answer to ${command} within ${acknowledgeMs / 1000} s.`
	);
	await changes.until(
		() => {
			if (interaction.isOriginalDeleted)
				throw new Error(`The bot deleted its answer to ${command} before it gave one.`);
			return interaction.steps.length > 0 || undefined;
		},
		WaitLimitMs,
		() => `The bot said that it is thinking about ${command}, and nothing more within ${WaitLimitMs / 1000} s.`
	);
	return new SimulatedReply(changes, interaction);
}
