import type { ConfigLine } from './ConfigReport.js';
import type { ConfigFacts } from './Diagnosis.js';
import { whatToCheck } from './describeDeliveries.js';
import type { SocketFacts } from './SocketFacts.js';
import { ago, MinuteMs, minute, QuietMs } from './times.js';

/** Fewer may be chance. */
const EnoughMessages = 3;
const MendChatroomId = 'Run /kick sync, or enter the right one with /kick sync chatroom_id:';

/** The lines of the live socket: whether it reads this chat, since when, and what to do where it does not. */
export function socketDetails(facts: ConfigFacts): ConfigLine[] {
	if (!facts.useWebsocket) return [ok('Live socket: off (webhooks and API are used)')];
	if (!facts.account || !facts.ownsChannel) {
		return [warning('Live socket: on, and reads this chat once the account of its owner is linked. Run /kick link.')];
	}
	if (!facts.socket) return [warning(`Live socket: on, but the chatroom id is missing. ${MendChatroomId}`)];
	return chatroomDetails(facts, facts.socket);
}

function chatroomDetails(facts: ConfigFacts, socket: SocketFacts): ConfigLine[] {
	const { chatroom, isOurs, isOwnChatroom, problem } = socket;
	if (!isOurs) return [ok('Live socket: another process of this bot reads this chat')];
	if (!isOwnChatroom) {
		return [
			warning(
				`Live socket: not used for this channel. Its chatroom id looks wrong: it is also that of another one. ${MendChatroomId}`
			)
		];
	}
	if (!chatroom) return [warning('Live socket: not in this chat yet, it joins within 15 seconds')];
	if (!chatroom.subscribedAt) {
		const why = problem ? ` (${problem})` : '';
		return [warning(`Live socket: connecting${why}. The bot tries again by itself; webhooks go on meanwhile.`)];
	}
	const last = chatroom.lastEventAt ? `last event ${ago(facts.now, chatroom.lastEventAt)}` : 'nothing heard yet';
	const line = ok(`Live socket: in this chat since ${minute(chatroom.subscribedAt)} UTC, ${last}`);
	const doubt = doubtOf(facts, socket, chatroom.subscribedAt);
	return doubt ? [line, doubt] : [line];
}

/** Kick confirms any chatroom id: a wrong one looks like a quiet chat. */
function doubtOf(facts: ConfigFacts, { chatroom, unheard, onlyHeard }: SocketFacts, since: Date): ConfigLine | null {
	if (unheard >= EnoughMessages && chatroom?.lastEventAt) {
		return warning(
			`The live socket is silent: ${unheard} messages came by webhook since its last event. If this lasts, Kick may have moved to its other kind of socket: the owner of this bot can set KICK_REALTIME_PROVIDER.`
		);
	}
	if (unheard >= EnoughMessages) {
		return warning(
			`The chatroom id looks wrong: ${unheard} messages came by webhook since the socket is there, and none by the socket. ${MendChatroomId}`
		);
	}
	const quietMs = facts.now.getTime() - since.getTime();
	if (!chatroom?.lastEventAt && facts.isLive && quietMs >= QuietMs) {
		const minutes = Math.round(quietMs / MinuteMs);
		return warning(
			`The channel is live, and the socket has heard nothing for ${minutes} minutes. If people chat, the chatroom id is wrong. ${MendChatroomId}`
		);
	}
	if (onlyHeard >= EnoughMessages) {
		return warning(`Chat comes by the live socket, but not by webhook. ${whatToCheck(facts)}`);
	}
	return null;
}

function ok(text: string): ConfigLine {
	return { outcome: 'ok', text };
}

function warning(text: string): ConfigLine {
	return { outcome: 'warning', text };
}
