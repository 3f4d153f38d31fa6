import {
	type APIApplicationCommandInteractionDataOption,
	type APIChatInputApplicationCommandInteraction,
	type APIInteractionDataResolved,
	ApplicationCommandType,
	ApplicationIntegrationType,
	ChannelType,
	InteractionContextType,
	InteractionType,
	Locale
} from 'discord-api-types/v10';
import { channelPayload } from '../world/channelPayload.js';
import { AllPermissions } from '../world/permissions.js';
import { SimulatedChannel } from '../world/SimulatedChannel.js';
import { SimulatedMember } from '../world/SimulatedMember.js';
import { SimulatedUser } from '../world/SimulatedUser.js';
import type { World } from '../world/World.js';
import type { Interaction } from './Interaction.js';
import type { SlashOptions } from './resolveSlashOptions.js';
import type { SlashCommandUse } from './runSlashCommand.js';

/** The size of a file that people without Nitro may upload, in bytes. */
const AttachmentSizeLimit = 10 * 1024 * 1024;

export interface CommandData {
	id: string;
	name: string;
	options: APIApplicationCommandInteractionDataOption[];
}

/** The event that tells the bot about a slash command. */
export function interactionPayload(
	world: World,
	interaction: Interaction,
	{ user, member, channel, values }: SlashCommandUse,
	{ id, name, options }: CommandData
): APIChatInputApplicationCommandInteraction {
	const { guild } = channel;
	const base = {
		id: interaction.id,
		application_id: world.application.id,
		token: interaction.token,
		version: 1 as const,
		type: InteractionType.ApplicationCommand as const,
		data: {
			id,
			name,
			type: ApplicationCommandType.ChatInput as const,
			options,
			resolved: resolved(world, channel, values)
		},
		channel: channelPayload(channel),
		channel_id: channel.id,
		locale: Locale.EnglishUS,
		entitlements: [],
		attachment_size_limit: AttachmentSizeLimit
	} satisfies Partial<APIChatInputApplicationCommandInteraction>;

	if (guild === null || member === null) {
		return {
			...base,
			user: user.toPayload(),
			app_permissions: AllPermissions.toString(),
			authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: '0' },
			context: InteractionContextType.BotDM
		};
	}
	return {
		...base,
		guild_id: guild.id,
		guild: { id: guild.id, features: [], locale: Locale.EnglishUS },
		guild_locale: Locale.EnglishUS,
		member: member.toInteractionPayload(channel),
		app_permissions: channel.permissionsOf(guild.bot).toString(),
		authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guild.id },
		context: InteractionContextType.Guild
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
