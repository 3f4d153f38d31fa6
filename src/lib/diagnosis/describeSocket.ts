import { type ConfigLine, ok, warning } from './ConfigReport.js';
import { whatToCheck } from './describeDeliveries.js';
import { type ConfigFacts, FixChatroomIdHint, type SocketFacts } from './facts.js';
import { ago, MinuteMs, minute, QuietMs } from './times.js';

/** Minimum number of messages for a warning, because fewer may be chance. */
const EnoughMessages = 3;
const WaitsForProof =
	"Live socket: this chatroom is not used until it is proven to be this channel's. " +
	'A chat message that also arrives by webhook proves it. ' +
	"Otherwise write in the chat as the channel's owner, or run /kick sync, which asks Kick's website.";

/** Describes whether the live socket reads this chat, since when, and what to do when it does not. */
export function socketDetails(facts: ConfigFacts): ConfigLine[] {
	if (!facts.useWebsocket) return [ok('Live socket: off (webhooks and API are used)')];
	if (!facts.account || !facts.ownsChannel) {
		return [
			warning(
				facts.account ? 'wrong_account' : 'not_linked',
				"Live socket: on, but this chat is not read until the channel's owner links the account. Run /kick link."
			)
		];
	}
	if (!facts.socket)
		return [warning('chatroom_missing', `Live socket: on, but the chatroom id is missing. ${FixChatroomIdHint}`)];
	return chatroomDetails(facts, facts.socket);
}

function chatroomDetails(facts: ConfigFacts, socket: SocketFacts): ConfigLine[] {
	if (socket.ownership === 'foreign') {
		return [
			warning(
				'chatroom_foreign',
				'Live socket: not used for this channel. Its chatroom id looks wrong: another channel has the ' +
					`same id. ${FixChatroomIdHint}`
			)
		];
	}
	const lines = connectionDetails(facts, socket);
	return socket.ownership === 'unproven' ? [...lines, warning('chatroom_unproven', WaitsForProof)] : lines;
}

function connectionDetails(facts: ConfigFacts, socket: SocketFacts): ConfigLine[] {
	const { chatroom, isReadHere, problem } = socket;
	if (!isReadHere) return [ok('Live socket: another process of this bot reads this chat')];
	if (!chatroom)
		return [warning('socket_connecting', 'Live socket: not in this chat yet. It joins within 15 seconds.')];
	if (!chatroom.subscribedAt) {
		const why = problem ? ` (${problem})` : '';
		return [
			warning(
				'socket_connecting',
				`Live socket: connecting${why}. The bot reconnects automatically. Until then, chat arrives by webhook.`
			)
		];
	}
	const line = ok(`Live socket: in this chat since ${minute(chatroom.subscribedAt)} UTC, ${lastEvent(facts, socket)}`);
	const doubt = doubtOf(facts, socket, chatroom.subscribedAt);
	return doubt ? [line, doubt] : [line];
}

function lastEvent({ now }: ConfigFacts, { chatroom, ownership }: SocketFacts): string {
	if (ownership === 'unproven') return 'no events used yet';
	return chatroom?.lastEventAt ? `last event ${ago(now, chatroom.lastEventAt)}` : 'no events yet';
}

/** Warns of a wrong chatroom id. Kick confirms any id, so a wrong one looks like a quiet chat. */
function doubtOf(
	facts: ConfigFacts,
	{ chatroom, ownership, unheard, onlyHeard }: SocketFacts,
	since: Date
): ConfigLine | null {
	if (unheard >= EnoughMessages && chatroom?.lastEventAt && ownership === 'proven') {
		return warning(
			'socket_silent',
			`The live socket is silent: ${unheard} messages arrived by webhook since its last event. If ` +
				'this lasts, Kick may have switched to its other realtime server. The owner of this bot can set ' +
				'KICK_REALTIME_PROVIDER.'
		);
	}
	if (unheard >= EnoughMessages) {
		return warning(
			'chatroom_doubtful',
			`The chatroom id looks wrong: ${unheard} messages arrived by webhook since the socket joined, ` +
				`but none by the socket. ${FixChatroomIdHint}`
		);
	}
	const quietMs = facts.now.getTime() - since.getTime();
	if (!chatroom?.lastEventAt && facts.isLive && quietMs >= QuietMs) {
		const minutes = Math.round(quietMs / MinuteMs);
		return warning(
			'chatroom_doubtful',
			`The channel is live, but the socket has received nothing for ${minutes} minutes. If people ` +
				`chat, the chatroom id is wrong. ${FixChatroomIdHint}`
		);
	}
	if (onlyHeard >= EnoughMessages) {
		return warning('deliveries_silent', `Chat arrives by the live socket, but not by webhook. ${whatToCheck(facts)}`);
	}
	return null;
}
