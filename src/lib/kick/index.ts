// Code outside of lib/kick imports from here, but for errors.ts and events/index.ts, which load nothing else.
export { parseChannelName, slugCandidates } from './channelName.js';
export { KickClock } from './http/KickClock.js';
export { KickTime } from './KickTime.js';
export { AppTokens } from './oauth/AppTokens.js';
export { KickOAuthClient } from './oauth/KickOAuthClient.js';
export type { Introspection } from './oauth/schemas.js';
export { TokenSet } from './oauth/TokenSet.js';
export { decodeSocketEvent, type SocketEvent } from './realtime/events/decodeSocketEvent.js';
export { RealtimeClient } from './realtime/RealtimeClient.js';
export type {
	ChatroomFrame,
	ChatroomStatus,
	RealtimeClientOptions,
	RealtimeProvider,
	RealtimeStatus
} from './realtime/types.js';
export { KickRestClient } from './rest/KickRestClient.js';
export { KickWebsiteClient } from './rest/KickWebsiteClient.js';
export type { KickAccount, KickChannel, KickLivestream, ListedSubscription } from './rest/schemas.js';
export { BotScopes, StreamerScopes } from './scopes.js';
export { EmoteToken, emoteName, withEmoteNames } from './webhooks/emotes.js';
export { missingWebhookHeaders, readWebhookHeaders, type WebhookHeaders } from './webhooks/headers.js';
export { parsePublicKey } from './webhooks/parsePublicKey.js';
export { broadcasterOf, parseWebhookEvent } from './webhooks/parseWebhookEvent.js';
export { TestSignature } from './webhooks/TestSignature.js';
export { requiredUser } from './webhooks/userSchema.js';
export { WebhookVerifier } from './webhooks/WebhookVerifier.js';
export { wireId } from './wire.js';
