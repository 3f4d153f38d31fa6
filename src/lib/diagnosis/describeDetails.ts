import { linkAgainBy, WarnBeforeMs } from '../accounts/linkAgainBy.js';
import type { ConfigLine } from './ConfigReport.js';
import { describeBotAccount } from './describeBotAccount.js';
import { deliveryDetails } from './describeDeliveries.js';
import { socketDetails } from './describeSocket.js';
import { type ConfigFacts, missingEvents } from './facts.js';
import { clockText, minute } from './times.js';

/** What stands under the six lines: for whoever looks for the reason. */
export function describeDetails(facts: ConfigFacts): ConfigLine[] {
	return [
		...accountDetails(facts),
		...subscriptionDetails(facts),
		...clockDetails(facts),
		...deliveryDetails(facts),
		...socketDetails(facts),
		...describeBotAccount(facts.botAccount, facts),
		{ outcome: 'ok', text: `Webhook URL for the Kick app: ${facts.urls.webhook}` },
		{ outcome: 'ok', text: `Redirect URL for the Kick app: ${facts.urls.callback}` }
	];
}

function accountDetails({ account, now, opensTokens }: ConfigFacts): ConfigLine[] {
	if (!account) return [];
	const again = linkAgainBy(account);
	const left = again.getTime() - now.getTime();
	const lines: ConfigLine[] = [
		{
			outcome: 'ok',
			text: `Linked account: ${account.username} (scopes: ${account.scopes.join(', ') || 'not told by Kick'})`
		}
	];
	if (account.status === 'relink') return lines;
	if (opensTokens)
		lines.push({
			outcome: 'ok',
			text: `Access token: valid until ${minute(account.accessExpiresAt)} UTC, renewed by itself`
		});
	// Past the date the link has outlived Kick's 30 days: nothing to warn of until Kick says no.
	if (left > 0)
		lines.push({
			outcome: left < WarnBeforeMs ? 'warning' : 'ok',
			text: `Link again by ${again.toISOString().slice(0, 10)}`
		});
	return lines;
}

/** A wrong clock here looks like lateness of Kick. */
function clockDetails({ clockAheadMs }: ConfigFacts): ConfigLine[] {
	return clockAheadMs ? [{ outcome: 'warning', text: clockText(clockAheadMs) }] : [];
}

function subscriptionDetails(facts: ConfigFacts): ConfigLine[] {
	if (!facts.account || !facts.ownsChannel) return [];
	const missing = missingEvents(facts);
	const count = facts.wanted.length - missing.length;
	if (missing.length === 0) return [{ outcome: 'ok', text: `Subscriptions: ${count} of ${facts.wanted.length}` }];
	return [
		{ outcome: 'warning', text: `Subscriptions: ${count} of ${facts.wanted.length}, missing: ${missing.join(', ')}` }
	];
}
