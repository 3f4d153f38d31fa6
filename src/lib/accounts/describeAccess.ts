import type { UnlinkReport } from './AccountRelease.js';

/** Describes what happened to the bot's access to an unlinked account. */
export function describeAccess({ revoked, stillBotAccount, stillUsedElsewhere }: UnlinkReport): string {
	if (stillUsedElsewhere) return 'Another server still uses it, so its access is not revoked.';
	if (stillBotAccount) return 'It is also the bot account, so its access is not revoked.';
	if (revoked) return 'Its access is revoked and its tokens are deleted.';
	return (
		'Kick has not confirmed the revocation yet. The bot retries for a week. ' +
		"To be sure, remove this app in Kick's settings."
	);
}
