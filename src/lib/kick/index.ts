export { parseChannelName, slugCandidates } from './channelName.js';
export { KickError, type KickErrorCode, type KickErrorDetails } from './errors.js';
export * from './events.js';
export type { KickHttpOptions } from './http/KickHttp.js';
export { AppToken } from './oauth/AppToken.js';
export { KickOAuthClient, type KickOAuthOptions } from './oauth/KickOAuthClient.js';
export type { Introspection } from './oauth/schemas.js';
export { TokenSet, type TokenSetData } from './oauth/TokenSet.js';
export { type ChatMessageToPost, KickRestClient } from './rest/KickRestClient.js';
export { KickWebsiteClient } from './rest/KickWebsiteClient.js';
export type {
	CreatedSubscription,
	KickAccount,
	KickChannel,
	ListedSubscription,
	WebsiteChannel
} from './rest/schemas.js';
export { BotScopes, StreamerScopes } from './scopes.js';
export { DefaultPublicKeyPem } from './webhooks/DefaultPublicKeyPem.js';
export { readWebhookHeaders, type WebhookHeaders } from './webhooks/headers.js';
export { parsePublicKey } from './webhooks/parsePublicKey.js';
export { broadcasterOf, chatMessageIdOf, parseWebhookEvent } from './webhooks/parseWebhookEvent.js';
export { WebhookVerifier, type WebhookVerifierOptions } from './webhooks/WebhookVerifier.js';
export { parseWireDate } from './wire.js';
