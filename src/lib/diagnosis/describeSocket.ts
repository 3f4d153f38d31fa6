import { type ConfigLine, ok, warning } from './ConfigReport.js';
import { whatToCheck } from './describeDeliveries.js';
import { type ConfigFacts, MendChatroomId, type SocketFacts } from './facts.js';
import { ago, MinuteMs, minute, QuietMs } from './times.js';

/** Fewer may be chance. */
const EnoughMessages = 3;
const WaitsForProof =
	"Live socket: nothing of this chatroom is used until it is proven to be this channel's. It waits for a chat message that also " +
	"comes by webhook, for a message that the channel's owner writes there, or for Kick's website, which /kick sync asks.";

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
	if (socket.ownership === 'foreign') {
		return [
			warning(
				`Live socket: not used for this channel. Its chatroom id looks wrong: another channel has the same id. ${MendChatroomId}`
			)
		];
	}
	const lines = connectionDetails(facts, socket);
	return socket.ownership === 'unproven' ? [...lines, warning(WaitsForProof)] : lines;
}

function connectionDetails(facts: ConfigFacts, socket: SocketFacts): ConfigLine[] {
	const { chatroom, isOurs, problem } = socket;
	if (!isOurs) return [ok('Live socket: another process of this bot reads this chat')];
	if (!chatroom) return [warning('Live socket: not in this chat yet, it joins within 15 seconds')];
	if (!chatroom.subscribedAt) {
		const why = problem ? ` (${problem})` : '';
		return [warning(`Live socket: connecting${why}. The bot tries again by itself; webhooks go on meanwhile.`)];
	}
	const line = ok(`Live socket: in this chat since ${minute(chatroom.subscribedAt)} UTC, ${lastEvent(facts, socket)}`);
	const doubt = doubtOf(facts, socket, chatroom.subscribedAt);
	return doubt ? [line, doubt] : [line];
}

function lastEvent({ now }: ConfigFacts, { chatroom, ownership }: SocketFacts): string {
	if (ownership === 'unproven') return 'nothing used yet';
	return chatroom?.lastEventAt ? `last event ${ago(now, chatroom.lastEventAt)}` : 'nothing heard yet';
}

/** Kick confirms any chatroom id: a wrong one looks like a quiet chat. */
function doubtOf(
	facts: ConfigFacts,
	{ chatroom, ownership, unheard, onlyHeard }: SocketFacts,
	since: Date
): ConfigLine | null {
	if (unheard >= EnoughMessages && chatroom?.lastEventAt && ownership === 'proven') {
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
