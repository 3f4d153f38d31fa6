import type { AccountRow } from '../storage/repositories/AccountRepository.js';

/** Kick's refresh tokens live about 30 days; whether renewing them renews that is disputed (KickDevDocs #397). */
const RefreshLifetimeMs = 30 * 24 * 60 * 60_000;

/** From this long before that date on, people are told. */
export const WarnBeforeMs = 5 * 24 * 60 * 60_000;

/** What a person runs in Discord to link this account again. */
export function linkCommand({ isBot, slug }: Pick<AccountRow, 'isBot' | 'slug'>): string {
	// A streamer's account that is the bot account as well needs the streamer's wider consent.
	return isBot && slug === null ? '/kick link account:bot' : '/kick link';
}

/** When the person should have linked again: Kick's own word where it gives one, else 30 days after the last consent. */
export function linkAgainBy({ linkedAt, refreshExpiresAt }: Pick<AccountRow, 'linkedAt' | 'refreshExpiresAt'>): Date {
	return refreshExpiresAt ?? new Date(linkedAt.getTime() + RefreshLifetimeMs);
}
