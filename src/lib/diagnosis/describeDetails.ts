import { linkAgainBy, WarnBeforeMs } from '../accounts/linkAgainBy.js';
import { type ConfigLine, ok, warning } from './ConfigReport.js';
import { describeBotAccount } from './describeBotAccount.js';
import { deliveryDetails } from './describeDeliveries.js';
import { socketDetails } from './describeSocket.js';
import { type ConfigFacts, missingEvents } from './facts.js';
import { clockText, minute } from './times.js';

/** Describes the details below the six lines, which help to find a cause. */
export function describeDetails(facts: ConfigFacts): ConfigLine[] {
	return [
		...accountDetails(facts),
		...subscriptionDetails(facts),
		...clockDetails(facts),
		...deliveryDetails(facts),
		...socketDetails(facts),
		...describeBotAccount(facts.botAccount, facts),
		ok(`Webhook URL for the Kick app: ${facts.urls.webhook}`),
		ok(`Redirect URL for the Kick app: ${facts.urls.callback}`)
	];
}

function accountDetails({ account, now, opensTokens }: ConfigFacts): ConfigLine[] {
	if (!account) return [];
	const again = linkAgainBy(account);
	const left = again.getTime() - now.getTime();
	const lines: ConfigLine[] = [
		ok(`Linked account: ${account.username} (scopes: ${account.scopes.join(', ') || 'not reported by Kick'})`)
	];
	if (account.status === 'relink') return lines;
	if (opensTokens)
		lines.push(ok(`Access token: valid until ${minute(account.accessExpiresAt)} UTC, renewed automatically`));
	// After this date, the link has already lasted longer than Kick's 30 days. It works until Kick refuses it.
	if (left > 0) {
		const text = `Link again by ${again.toISOString().slice(0, 10)}`;
		lines.push(left < WarnBeforeMs ? warning('link_ends_soon', text) : ok(text));
	}
	return lines;
}

/** Warns of a wrong clock here, which makes Kick look late. */
function clockDetails({ clockAheadMs }: ConfigFacts): ConfigLine[] {
	return clockAheadMs ? [warning('clock_wrong', clockText(clockAheadMs))] : [];
}

function subscriptionDetails(facts: ConfigFacts): ConfigLine[] {
	if (!facts.account || !facts.ownsChannel) return [];
	const missing = missingEvents(facts);
	const count = facts.wanted.length - missing.length;
	if (missing.length === 0) return [ok(`Subscriptions: ${count} of ${facts.wanted.length}`)];
	const text = `Subscriptions: ${count} of ${facts.wanted.length}, missing: ${missing.join(', ')}`;
	return [warning('subscriptions_missing', text)];
}
