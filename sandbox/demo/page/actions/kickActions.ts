import { z } from 'zod';
import type { EventResult, SimulatedKick, Streamer } from '../../../kick/index.js';
import type { History } from '../history/History.js';
import { note } from '../history/note.js';
import { type Action, action } from './action.js';

const GiftCount = 5;
/** Kick's limit is in visible characters, which are never more than these. */
const MaxMessageLength = 500;

const viewerName = z
	.string()
	.trim()
	.regex(/^\w{1,25}$/, 'A Kick name has 1 to 25 letters, digits or _');

const messageBody = z.object({ as: viewerName, text: z.string().trim().min(1).max(MaxMessageLength) });
const viewerActionBody = z.object({ as: viewerName, action: z.enum(['follow', 'subscribe', 'gift']) });
const streamBody = z.object({ live: z.boolean() });

/** Actions of viewers and of the streamer. */
export function kickActions(
	kick: SimulatedKick,
	streamer: Streamer,
	history: History,
	onStreamChange: () => void
): [string, Action][] {
	const place = { in: streamer.slug };
	const report = (reason: string) => history.put(note('kick', reason, { isFailure: true }));
	const followUp = async (happening: Promise<EventResult>) => {
		const { deliveries } = await happening;
		if (deliveries.length === 0) history.put(note('wire', 'No webhook: the bot has no subscription to this yet.'));
	};
	const happen = (text: string, happening: Promise<EventResult>) => {
		history.put(note('kick', text));
		return followUp(happening);
	};

	const say = action(messageBody, ({ as, text }) => followUp(kick.viewer(as).says(text, place)), report);
	const act = action(
		viewerActionBody,
		({ as, action: chosen }) => {
			const viewer = kick.viewer(as);
			switch (chosen) {
				case 'follow':
					return happen(`${viewer.username} follows ${streamer.username}.`, viewer.follows(place));
				case 'subscribe':
					return happen(`${viewer.username} subscribes to ${streamer.username}.`, viewer.subscribes(place));
				case 'gift':
					return happen(`${viewer.username} gifts ${GiftCount} subs.`, viewer.gifts(GiftCount, place));
			}
		},
		report
	);
	const stream = action(
		streamBody,
		({ live }) => {
			const happening = live ? streamer.goesLive() : streamer.endsStream();
			onStreamChange();
			return happen(`${streamer.username} ${live ? 'goes live' : 'ends the stream'}.`, happening);
		},
		report
	);
	return [
		['/kick/messages', say],
		['/kick/actions', act],
		['/kick/stream', stream]
	];
}
