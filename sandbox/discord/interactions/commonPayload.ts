import {
	type APIBaseInteraction,
	ApplicationIntegrationType,
	InteractionContextType,
	type InteractionType,
	Locale
} from 'discord-api-types/v10';
import { channelPayload } from '../world/channelPayload.js';
import type { SimulatedChannel, SimulatedMember, SimulatedUser } from '../world/entities.js';
import { AllPermissions } from '../world/permissions.js';
import type { Interaction } from './Interaction.js';

/** Maximum size of a file that people without Nitro may upload, in bytes. */
const AttachmentSizeLimit = 10 * 1024 * 1024;

/** Returns the fields that every interaction has. */
export function commonPayload(applicationId: string, { id, token, channel }: Interaction) {
	return {
		id,
		application_id: applicationId,
		token,
		version: 1 as const,
		channel: channelPayload(channel),
		channel_id: channel.id,
		locale: Locale.EnglishUS,
		entitlements: [],
		attachment_size_limit: AttachmentSizeLimit
	} satisfies Partial<APIBaseInteraction<InteractionType, unknown>>;
}

export interface InteractionPlace {
	user: SimulatedUser;
	/** `null` in direct messages. */
	member: SimulatedMember | null;
	channel: SimulatedChannel;
}

/** Returns the person and the place: a Discord server or direct messages. */
export function placePayload({ user, member, channel }: InteractionPlace) {
	const { guild } = channel;
	if (guild === null || member === null) {
		return {
			user: user.toPayload(),
			app_permissions: AllPermissions.toString(),
			authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: '0' },
			context: InteractionContextType.BotDM
		};
	}
	return {
		guild_id: guild.id,
		guild: { id: guild.id, features: [], locale: Locale.EnglishUS },
		guild_locale: Locale.EnglishUS,
		member: member.toInteractionPayload(channel),
		app_permissions: channel.permissionsOf(guild.bot).toString(),
		authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guild.id },
		context: InteractionContextType.Guild
	};
}
