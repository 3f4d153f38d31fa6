/**
 * What a streamer is asked for when linking.
 *
 * There is no scope for reading chat: that is `events:subscribe`.
 *
 * @see https://docs.kick.com/getting-started/scopes
 */
export const StreamerScopes = ['user:read', 'channel:read', 'chat:write', 'events:subscribe'] as const;

/** What the bot account is asked for: it only writes. */
export const BotScopes = ['user:read', 'chat:write'] as const;
