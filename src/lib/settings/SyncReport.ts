import type { Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import type { ReconcileReport } from '../subscriptions/SubscriptionReconciler.js';

/** Step of a sync, reported to the user who ran it. */
export interface SyncStep {
	outcome: 'ok' | 'warning' | 'failed';
	/** One plain sentence. A failed step ends with what to do. */
	text: string;
}

export interface SyncReport {
	channel: string;
	broadcasterUserId: number | null;
	chatroomId: number | null;
	steps: SyncStep[];
}

/** Note for a chatroom id that a user has entered. */
export const UsedOnceProven =
	'The live socket uses it once it is proven. A chat message that also arrives by webhook proves ' +
	"it, and so does one that the channel's owner writes.";

/** Text for a sync that found no chatroom id. */
export const ChatroomNotResolved =
	"chatroom_id not resolved: Kick's website did not return it. Chat works without it, only the live socket needs it. " +
	'Run /kick sync again later. Linking a bot account (/kick link account:bot) does not help. ' +
	'To enter it yourself, use /kick sync chatroom_id:';

/** Describes the result of the subscriptions as a step of the sync. */
export function describeReconcile(result: Result<ReconcileReport, KickError>): SyncStep {
	return result.match<SyncStep, SyncStep>({
		err: ({ hint }) => ({ outcome: 'failed', text: `Webhooks: not checked. ${hint}` }),
		ok: ({ wanted, active, created, deleted, failed }) => {
			const changes = [
				created > 0 ? `${created} created` : '',
				deleted > 0 ? `${deleted} ${deleted === 1 ? 'duplicate' : 'duplicates'} deleted` : ''
			]
				.filter((text) => text.length > 0)
				.join(', ');
			const counts = `Webhooks: ${active} of ${wanted} registered${changes ? ` (${changes})` : ''}`;
			if (failed.length === 0) return { outcome: 'ok', text: counts };
			const first = failed[0];
			const names = failed.map(({ event }) => event).join(', ');
			return {
				outcome: 'failed',
				text: `${counts}. Missing: ${names}. ${first?.reason ?? ''} Run /kick sync again in a few minutes.`
			};
		}
	});
}
