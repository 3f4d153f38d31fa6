import {
	type APIGuild,
	type GatewayGuildCreateDispatchData,
	GuildDefaultMessageNotifications,
	GuildExplicitContentFilter,
	GuildMFALevel,
	GuildNSFWLevel,
	GuildPremiumTier,
	type GuildSystemChannelFlags,
	GuildVerificationLevel,
	Locale
} from 'discord-api-types/v10';
import { guildChannelPayload } from './channelPayload.js';
import type { SimulatedGuild } from './entities.js';

/** Discord's published schema requires these fields, some of which are missing in discord-api-types. */
type GuildPayload = APIGuild & { home_header: null; nsfw: boolean };

export function guildPayload(guild: SimulatedGuild): GuildPayload {
	return {
		id: guild.id,
		name: guild.name,
		owner_id: guild.owner.id,
		roles: [...guild.roles],
		icon: guild.icon,
		description: null,
		home_header: null,
		splash: null,
		discovery_splash: null,
		banner: null,
		features: [],
		emojis: [],
		stickers: [],
		application_id: null,
		region: 'deprecated',
		afk_channel_id: null,
		afk_timeout: 300,
		system_channel_id: null,
		system_channel_flags: 0 as GuildSystemChannelFlags,
		widget_enabled: false,
		widget_channel_id: null,
		verification_level: GuildVerificationLevel.None,
		default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
		mfa_level: GuildMFALevel.None,
		explicit_content_filter: GuildExplicitContentFilter.Disabled,
		max_presences: null,
		max_members: 500_000,
		max_stage_video_channel_users: 50,
		max_video_channel_users: 25,
		vanity_url_code: null,
		premium_tier: GuildPremiumTier.None,
		premium_subscription_count: 0,
		premium_progress_bar_enabled: false,
		preferred_locale: Locale.EnglishUS,
		rules_channel_id: null,
		safety_alerts_channel_id: null,
		public_updates_channel_id: null,
		nsfw: false,
		nsfw_level: GuildNSFWLevel.Default,
		hub_type: null,
		incidents_data: null
	};
}

export function guildCreateData(guild: SimulatedGuild): GatewayGuildCreateDispatchData {
	return {
		...guildPayload(guild),
		joined_at: guild.bot.toPayload().joined_at ?? new Date().toISOString(),
		large: false,
		unavailable: false,
		member_count: guild.members.length,
		members: guild.members.map((member) => member.toPayload()),
		channels: guild.channels.map((channel) => guildChannelPayload(channel, guild)),
		threads: [],
		voice_states: [],
		presences: [],
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: []
	};
}
