import type { BotAccountStatus } from '../accounts/BotAccount.js';
import { linkAgainBy, WarnBeforeMs } from '../accounts/linkAgainBy.js';
import { wrongTokenKey } from '../setupErrors.js';
import { type ConfigLine, ok, warning } from './ConfigReport.js';

const NotLinked =
	'Bot account: not linked, so messages are sent through the API. The owner of this bot can link ' +
	'one with /kick link account:bot.';

/** Describes the bot account. No line is a failure, because messages are sent through the API without it. */
export function describeBotAccount(
	status: BotAccountStatus,
	{ now, useWebsocket }: { now: Date; useWebsocket: boolean }
): ConfigLine[] {
	switch (status.kind) {
		case 'none':
			return useWebsocket ? [warning('bot_account_missing', NotLinked)] : [];
		case 'configured':
			return [
				status.problem
					? warning('bot_account_problem', `Bot account: ${status.problem}`)
					: ok(`Bot account: ${configured(status)}`)
			];
		case 'linked':
			return [linked(status, now)];
	}
}

function linked({ account, opensTokens }: Extract<BotAccountStatus, { kind: 'linked' }>, now: Date): ConfigLine {
	const name = `Bot account: ${account.username}`;
	if (account.status === 'relink')
		return warning('bot_account_problem', `${name}, no longer linked. Run /kick link account:bot again.`);
	if (!opensTokens)
		return warning('bot_account_problem', `${name}, whose token cannot be read. ${wrongTokenKey(account).hint}`);
	if (account.scopes.length > 0 && !account.scopes.includes('chat:write')) {
		return warning(
			'bot_account_problem',
			`${name}, without chat:write. Tick it in the Kick app, then run /kick link account:bot.`
		);
	}
	const again = linkAgainBy(account);
	const left = again.getTime() - now.getTime();
	// After this date, the link has already lasted longer than Kick's 30 days. It works until Kick refuses it.
	if (left <= 0) return ok(name);
	const text = `${name}, link again by ${again.toISOString().slice(0, 10)}`;
	return left < WarnBeforeMs ? warning('bot_account_problem', `${text} with /kick link account:bot`) : ok(text);
}

function configured({ expiresAt, username }: Extract<BotAccountStatus, { kind: 'configured' }>): string {
	const until = expiresAt ? `, valid until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';
	return `${username ? `${username}, from` : 'from'} KICK_BOT_USER_TOKEN${until}`;
}
