import { linkAgainBy, WarnBeforeMs } from '../accounts/linkAgainBy.js';
import type { ConfigLine } from './ConfigReport.js';
import type { ConfigFacts } from './Diagnosis.js';
import { describeBotAccount } from './describeBotAccount.js';
import { missingEvents } from './describeLines.js';

const MinuteMs = 60_000;
/** A live channel this quiet is either unwatched or not delivered. */
const QuietMs = 30 * MinuteMs;
/** A delivery this late means that Kick is behind, not we. */
const LateMs = 60_000;

/** What stands under the six lines: for whoever looks for the reason. */
export function describeDetails(facts: ConfigFacts): ConfigLine[] {
	return [
		...accountDetails(facts),
		...subscriptionDetails(facts),
		...deliveryDetails(facts),
		{
			outcome: facts.useWebsocket ? 'warning' : 'ok',
			text: facts.useWebsocket
				? 'Live socket: switched on, but this version reads by webhooks and sends by API only.'
				: 'Live socket: off (webhooks and API are used)'
		},
		...describeBotAccount(facts.botAccount, facts),
		{ outcome: 'ok', text: `Webhook URL for the Kick app: ${facts.urls.webhook}` },
		{ outcome: 'ok', text: `Redirect URL for the Kick app: ${facts.urls.callback}` }
	];
}

function accountDetails({ account, now }: ConfigFacts): ConfigLine[] {
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

function subscriptionDetails(facts: ConfigFacts): ConfigLine[] {
	if (!facts.account) return [];
	const missing = missingEvents(facts);
	const count = facts.wanted.length - missing.length;
	if (missing.length === 0) return [{ outcome: 'ok', text: `Subscriptions: ${count} of ${facts.wanted.length}` }];
	return [
		{ outcome: 'warning', text: `Subscriptions: ${count} of ${facts.wanted.length}, missing: ${missing.join(', ')}` }
	];
}

function deliveryDetails(facts: ConfigFacts): ConfigLine[] {
	const { account, lastDelivery, now } = facts;
	if (!account) return [];
	const silence = silentWhileLive(facts);
	if (!lastDelivery) return [silence ?? { outcome: 'warning', text: `Last delivery: none yet. ${whatToCheck(facts)}` }];
	const { receivedAt, sentAt, type } = lastDelivery;
	const lagMs = Math.max(0, receivedAt.getTime() - sentAt.getTime());
	const lag = lagMs < 1_000 ? `${lagMs} ms` : `${Math.round(lagMs / 1_000)} s`;
	const text = `Last delivery: ${type}, ${minute(receivedAt)} UTC, ${ago(now, receivedAt)}, lag ${lag}`;
	return [{ outcome: lagMs > LateMs ? 'warning' : 'ok', text }, ...(silence ? [silence] : [])];
}

/** Subscribed, live, and nothing arrives: Kick has silently stopped sending to apps (KickDevDocs #228, #300, #403). */
function silentWhileLive(facts: ConfigFacts): ConfigLine | null {
	const { isLive, lastDelivery, now, subscriptions } = facts;
	// Nothing can have arrived before the channel was subscribed to.
	const subscribedAt = Math.min(...subscriptions.map(({ createdAt }) => createdAt.getTime()));
	const quietMs = now.getTime() - (lastDelivery?.receivedAt.getTime() ?? subscribedAt);
	if (!isLive || missingEvents(facts).length > 0 || quietMs < QuietMs) return null;
	const since = lastDelivery ? `for ${Math.round(quietMs / MinuteMs)} minutes` : 'yet';
	return { outcome: 'warning', text: `The channel is live, but nothing has arrived ${since}. ${whatToCheck(facts)}` };
}

function whatToCheck({ urls }: ConfigFacts): string {
	return (
		'If people chat, check at https://kick.com/settings/developer that the app has "Enable Webhooks" on, that its ' +
		`webhook URL is ${urls.webhook} and that this address can be reached from the internet; then run /kick sync.`
	);
}

function ago(now: Date, then: Date): string {
	const minutes = Math.floor((now.getTime() - then.getTime()) / MinuteMs);
	return minutes < 1 ? 'just now' : `${minutes} min ago`;
}

function minute(date: Date): string {
	return date.toISOString().slice(0, 16).replace('T', ' ');
}
