import type { AccountRow } from '../storage/repositories/AccountRepository.js';

/** Lifetime of Kick's refresh tokens, about 30 days. Whether a renewal extends it is disputed (KickDevDocs #397). */
const RefreshLifetimeMs = 30 * 24 * 60 * 60_000;

/** Time before that date from which people are warned. */
export const WarnBeforeMs = 7 * 24 * 60 * 60_000;

/** Returns the command that links this account again. */
export function linkCommand({ isBot, slug }: Pick<AccountRow, 'isBot' | 'slug'>): string {
	// An account that is both a streamer's and the bot account needs the streamer's wider consent.
	return isBot && slug === null ? '/kick link account:bot' : '/kick link';
}

/**
 * Returns when the account should be linked again: the date that Kick gives, otherwise 30 days after the last consent.
 */
export function linkAgainBy({ linkedAt, refreshExpiresAt }: Pick<AccountRow, 'linkedAt' | 'refreshExpiresAt'>): Date {
	return refreshExpiresAt ?? new Date(linkedAt.getTime() + RefreshLifetimeMs);
}
