import type { KickPluginOptions } from './lib/config/options.js';
import type { KickService } from './lib/KickService.js';
import type {
	KickChatCleared,
	KickChatMessage,
	KickChatMode,
	KickEvent,
	KickEventContext,
	KickEvents,
	KickFollow,
	KickKicksGifted,
	KickLivestreamMetadata,
	KickLivestreamStatus,
	KickMessageDeleted,
	KickMessagePinned,
	KickMessageUnpinned,
	KickRewardRedemption,
	KickSubscription,
	KickSubscriptionGifts,
	KickUserBanned,
	KickUserUnbanned
} from './lib/kick/events/index.js';

export type { UnlinkReport } from './lib/accounts/AccountRelease.js';
export type { GuildProfile, LinkedAccount } from './lib/accounts/GuildProfile.js';
export type { StartLinkRequest } from './lib/accounts/Linking.js';
export type { SendAs, SendOptions, SendResult, SentMessage } from './lib/chat/types.js';
export { ConfigError, type ConfigProblem } from './lib/config/ConfigError.js';
export type { CommandOption, KickPluginOptions } from './lib/config/options.js';
export type { ConfigCode, ConfigLine, ConfigReport } from './lib/diagnosis/ConfigReport.js';
export type { EditorRole, KickEditors } from './lib/editors/KickEditors.js';
export type { Section } from './lib/editors/sections.js';
export type { KickConsumerOptions, KickConsumers } from './lib/events/consumers/KickConsumers.js';
export type { ActivityOptions, ActivityStream, ActivityTime, KickActivity } from './lib/events/log/ChannelActivity.js';
export type { ChatLine, ChatUpdate } from './lib/events/log/ChatLog.js';
export type { EventLogFilter, LogPageFilter } from './lib/events/log/EventLogFilter.js';
export type { LogUpdate } from './lib/events/log/FollowBuffer.js';
export type { KickEventLog, LogPage } from './lib/events/log/KickEventLog.js';
export type { FollowOptions } from './lib/events/log/LiveLog.js';
export type { LogDetail, LogEntry, LogEntryState } from './lib/events/log/LogEntry.js';
export type { TestEventReport, TestEventStep } from './lib/events/testing/TestEvents.js';
export type { StreamFigures } from './lib/figures/StreamFigures.js';
export type { ChannelFigures } from './lib/figures/types.js';
export type { KickHealth } from './lib/health.js';
export type { ChangeOptions } from './lib/history/ChangeOptions.js';
export type { HistoryOptions, HistoryPage, KickHistory, SettingChange } from './lib/history/KickHistory.js';
export { KickService, type KickServiceOptions } from './lib/KickService.js';
export { KickError, type KickErrorCode } from './lib/kick/errors.js';
export * from './lib/kick/events/index.js';
export { eventChannel, type KickEventMessage, kickEventMessage } from './lib/redis/eventMessage.js';
export type { SyncReport, SyncStep } from './lib/settings/SyncReport.js';
export type { Chatter } from './lib/storage/chatters/ChatterRepository.js';
export type { LoggedDelivery, LoggedEvent } from './lib/storage/eventLog/types.js';
export type { DeliveryState, EventState, OverallState } from './lib/storage/events/states.js';
export type { ChangeVia, KickActor } from './lib/storage/history/types.js';
export type { Chatters, RecentChattersOptions } from './lib/viewers/Chatters.js';
export * from './lib/viewers/types.js';
export type { Watchtime } from './lib/viewers/Watchtime.js';
export { version } from './version.js';

declare module '@sapphire/pieces' {
	interface Container {
		/** Kick for all Discord servers of this bot. */
		kick: KickService;
	}
}

declare module 'discord.js' {
	interface Client {
		/** The same object as `container.kick`. */
		kick: KickService;
	}

	interface ClientOptions {
		/** Options of sapphire-plugin-kick. Most of them default to an environment variable. */
		kick?: KickPluginOptions;
	}

	interface ClientEvents {
		[KickEvents.Any]: [event: KickEvent, context: KickEventContext];
		[KickEvents.ChatMessage]: [message: KickChatMessage, context: KickEventContext<'chat.message.sent'>];
		[KickEvents.Follow]: [follow: KickFollow, context: KickEventContext<'channel.followed'>];
		[KickEvents.SubscriptionNew]: [
			subscription: KickSubscription,
			context: KickEventContext<'channel.subscription.new'>
		];
		[KickEvents.SubscriptionRenewal]: [
			subscription: KickSubscription,
			context: KickEventContext<'channel.subscription.renewal'>
		];
		[KickEvents.SubscriptionGifts]: [
			gifts: KickSubscriptionGifts,
			context: KickEventContext<'channel.subscription.gifts'>
		];
		[KickEvents.RewardRedemption]: [
			redemption: KickRewardRedemption,
			context: KickEventContext<'channel.reward.redemption.updated'>
		];
		[KickEvents.LivestreamStatus]: [
			status: KickLivestreamStatus,
			context: KickEventContext<'livestream.status.updated'>
		];
		[KickEvents.LivestreamMetadata]: [
			metadata: KickLivestreamMetadata,
			context: KickEventContext<'livestream.metadata.updated'>
		];
		[KickEvents.UserBanned]: [ban: KickUserBanned, context: KickEventContext<'moderation.banned'>];
		[KickEvents.KicksGifted]: [gift: KickKicksGifted, context: KickEventContext<'kicks.gifted'>];
		[KickEvents.MessageDeleted]: [deletion: KickMessageDeleted, context: KickEventContext<'chat.message.deleted'>];
		[KickEvents.UserUnbanned]: [unban: KickUserUnbanned, context: KickEventContext<'moderation.unbanned'>];
		[KickEvents.ChatCleared]: [clearing: KickChatCleared, context: KickEventContext<'chat.cleared'>];
		[KickEvents.ChatModeChanged]: [mode: KickChatMode, context: KickEventContext<'chat.mode.updated'>];
		[KickEvents.MessagePinned]: [pin: KickMessagePinned, context: KickEventContext<'chat.message.pinned'>];
		[KickEvents.MessageUnpinned]: [unpin: KickMessageUnpinned, context: KickEventContext<'chat.message.unpinned'>];
	}
}
