import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import { linkCommand } from './linkAgainBy.js';

/** What to do where the stored tokens of an account do not open. Nothing is lost as long as the earlier key exists. */
export function wrongKeyHint(account: Pick<AccountRow, 'isBot' | 'slug'>): string {
	return (
		'The stored tokens were encrypted with another key. The owner of this bot has to set KICK_TOKEN_KEY_OLD to the earlier ' +
		'KICK_TOKEN_KEY (or, if none was set, to the earlier KICK_CLIENT_SECRET) and to restart the bot. ' +
		`If that key is lost, link again: run ${linkCommand(account)}.`
	);
}
