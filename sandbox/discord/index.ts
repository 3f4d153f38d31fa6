export type { IntentName } from './gateway/GatewaySessions.js';
export type { GuildOptions } from './guilds/Guild.js';
export { SimulatedReply } from './interactions/SimulatedReply.js';
export { BotMessage } from './messages/BotMessage.js';
export type { Mentions } from './messages/mentions.js';
export type { StoredMessage } from './messages/StoredMessage.js';
export type { SimulatedDiscordOAuth } from './oauth/SimulatedDiscordOAuth.js';
export type { Call, CallRequest, Fault as DiscordFault, Interceptor } from './rest/Call.js';
export { DiscordError } from './rest/DiscordError.js';
export type { UploadedFile } from './rest/UploadedFile.js';
export { SimulatedDiscord, type SimulatedDiscordOptions } from './SimulatedDiscord.js';
export type { DiscordActivity, VisibleButton } from './world/DiscordActivity.js';
export {
	type InChannel as InDiscordChannel,
	SimulatedChannel,
	SimulatedGuild,
	SimulatedMember,
	SimulatedMessage,
	SimulatedUser,
	type SlashOptions,
	type SlashSettings,
	type SlashValue
} from './world/entities.js';
export type {
	ChannelKind,
	ChannelOptions,
	MemberOptions,
	ReplyOptions,
	RoleOptions,
	UserOptions
} from './world/options.js';
export type { PermissionName } from './world/permissions.js';
export type { SimulatedApplication } from './world/SimulatedApplication.js';
export { UnsendableError } from './world/UnsendableError.js';
