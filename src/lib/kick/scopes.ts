/**
 * Scopes that a streamer grants when linking. Kick has no scope for reading chat, which is part of `events:subscribe`.
 *
 * @see https://docs.kick.com/getting-started/scopes
 */
export const StreamerScopes = ['user:read', 'channel:read', 'chat:write', 'events:subscribe'] as const;

/** Scopes that the bot account grants. It only writes. */
export const BotScopes = ['user:read', 'chat:write'] as const;
