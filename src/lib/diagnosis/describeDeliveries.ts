import { type ConfigLine, ok, warning } from './ConfigReport.js';
import { type ConfigFacts, missingEvents } from './facts.js';
import { ago, MinuteMs, minute, QuietMs } from './times.js';

type Delivery = NonNullable<ConfigFacts['lastDelivery']>;

/** A delivery this late means that Kick is behind. */
const LateMs = 60_000;

/** Whether the times of a delivery suggest that the clock of this machine is wrong. */
export function looksWrong({ receivedAt, sentAt }: Pick<Delivery, 'receivedAt' | 'sentAt'>): boolean {
	return Math.abs(receivedAt.getTime() - sentAt.getTime()) > LateMs;
}

/** Describes the last webhook, and what to do when none arrives. */
export function deliveryDetails(facts: ConfigFacts): ConfigLine[] {
	const { account, lastDelivery, now, ownsChannel } = facts;
	if (!account || !ownsChannel) return [];
	const silence = silenceWarning(facts);
	if (!lastDelivery) return [silence ?? warning('nothing_delivered', `Last delivery: none yet. ${whatToCheck(facts)}`)];
	const { receivedAt, sentAt, type } = lastDelivery;
	const lagMs = Math.max(0, receivedAt.getTime() - sentAt.getTime() - (facts.clockAheadMs ?? 0));
	const lag = lagMs < 1_000 ? `${lagMs} ms` : `${Math.round(lagMs / 1_000)} s`;
	const text = `Last delivery: ${type}, ${minute(receivedAt)} UTC, ${ago(now, receivedAt)}, lag ${lag}`;
	return [lagMs > LateMs ? warning('deliveries_late', text) : ok(text), ...(silence ? [silence] : [])];
}

/** Warns of a live channel without webhooks. Kick sometimes stops sending silently (KickDevDocs #228, #300, #403). */
function silenceWarning(facts: ConfigFacts): ConfigLine | null {
	const { isLive, lastDelivery, now, subscriptions } = facts;
	// No webhook can arrive before the channel is subscribed.
	const subscribedAt = Math.min(...subscriptions.map(({ createdAt }) => createdAt.getTime()));
	const quietMs = now.getTime() - (lastDelivery?.receivedAt.getTime() ?? subscribedAt);
	if (!isLive || missingEvents(facts).length > 0 || quietMs < QuietMs) return null;
	const since = lastDelivery ? `for ${Math.round(quietMs / MinuteMs)} minutes` : 'yet';
	return warning('deliveries_silent', `The channel is live, but nothing has arrived ${since}. ${whatToCheck(facts)}`);
}

export function whatToCheck({ urls }: Pick<ConfigFacts, 'urls'>): string {
	return (
		'If people chat, check at https://kick.com/settings/developer that the app has "Enable Webhooks" on, that its ' +
		`webhook URL is ${urls.webhook} and that this address can be reached from the internet. Then run /kick sync.`
	);
}
