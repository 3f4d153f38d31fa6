import {
	type APIApplicationCommandInteractionDataOption,
	type APIChatInputApplicationCommandInteraction,
	type APIInteractionDataResolved,
	ApplicationCommandType,
	ChannelType,
	InteractionType
} from 'discord-api-types/v10';
import { SimulatedChannel, SimulatedMember, SimulatedUser, type SlashOptions } from '../world/entities.js';
import { AllPermissions } from '../world/permissions.js';
import type { World } from '../world/World.js';
import { commonPayload, type InteractionPlace, placePayload } from './commonPayload.js';
import type { Interaction } from './Interaction.js';

export interface CommandData {
	id: string;
	name: string;
	options: APIApplicationCommandInteractionDataOption[];
}

/** Returns the event of a slash command. */
export function interactionPayload(
	world: World,
	interaction: Interaction,
	{ user, member, channel, values }: InteractionPlace & { values: SlashOptions },
	{ id, name, options }: CommandData
): APIChatInputApplicationCommandInteraction {
	return {
		...commonPayload(world.bot.id, interaction),
		...placePayload({ user, member, channel }),
		type: InteractionType.ApplicationCommand,
		data: {
			id,
			name,
			type: ApplicationCommandType.ChatInput,
			options,
			resolved: resolved(world, channel, values)
		}
	};
}

function resolved(world: World, channel: SimulatedChannel, values: SlashOptions): APIInteractionDataResolved {
	const users: NonNullable<APIInteractionDataResolved['users']> = {};
	const members: NonNullable<APIInteractionDataResolved['members']> = {};
	const channels: NonNullable<APIInteractionDataResolved['channels']> = {};

	for (const value of Object.values(values)) {
		if (value instanceof SimulatedUser || value instanceof SimulatedMember) {
			users[value.id] = (world.users.get(value.id) ?? world.bot).toPayload();
			const member = channel.guild?.memberById(value.id);
			if (member !== undefined) {
				const { user: _, deaf, mute, ...rest } = member.toInteractionPayload(channel);
				members[value.id] = rest;
			}
		}
		if (value instanceof SimulatedChannel) {
			channels[value.id] = {
				id: value.id,
				name: value.name,
				type: ChannelType.GuildText,
				permissions: AllPermissions.toString()
			};
		}
	}
	return { users, members, channels };
}
