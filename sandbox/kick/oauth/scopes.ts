/**
 * Scopes of Kick. There is none for reading chat.
 *
 * @see https://docs.kick.com/getting-started/scopes
 */
export const KnownScopes: readonly string[] = [
	'user:read',
	'channel:read',
	'channel:write',
	'channel:rewards:read',
	'channel:rewards:write',
	'chat:write',
	'streamkey:read',
	'events:subscribe',
	'moderation:ban',
	'moderation:chat_message:manage',
	'kicks:read',
	'ads:read',
	'ads:write'
];
