import type { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, isBlocked, kickErrorOf } from '../http/answerError.js';
import { outcomeUnknown } from '../http/failureError.js';

const BannedHint = 'The sending account is banned or timed out in this chat. A moderator of the channel can lift that.';

/** Hints by Kick's refusal code. Kick puts the code anywhere in its text, with any status, even 500. */
const Refusals: readonly (readonly [word: string, hint: string])[] = [
	['SLOW_MODE_ERROR', 'Slow mode is on in this chat. Wait a moment before the next message.'],
	['FOLLOWERS_ONLY_ERROR', 'Only followers may write in this chat. Follow the channel with the sending account.'],
	[
		'SUBSCRIBERS_ONLY_EMOTE_ERROR',
		'The message contains an emote that only subscribers of its channel may use. Send it without the emote.'
	],
	[
		'SUBSCRIBERS_ONLY_ERROR',
		'Only subscribers may write in this chat right now. Subscribe with the sending account, or turn this mode off.'
	],
	[
		'EMOTES_ONLY_ERROR',
		'Only emotes are allowed in this chat right now. Turn emote-only mode off, or send emotes only.'
	],
	['BANNED_USER_ERROR', BannedHint],
	['BANNED_ERROR', BannedHint],
	['NO_LINKS_ERROR', 'Links are not allowed in this chat. Remove the link.'],
	['DUPLICATE_MESSAGE_ERROR', 'The same message was just sent. Kick accepts it only once, so change the text.'],
	['MESSAGE_TOO_LONG', 'The message is too long for Kick. Shorten it.']
];

/** Statuses of gateways in front of Kick's chat. They do not show whether the message arrived. */
const GatewayStatuses = new Set([502, 504, 520, 524]);

/**
 * Maps the answer to a refused chat message to an error.
 *
 * @see https://docs.kick.com/apis/chat
 */
export function chatError(answer: KickAnswer, type: 'bot' | 'user'): KickError {
	const { status, text } = answer;
	if (text.includes('ORIGINAL_MESSAGE_NOT_FOUND_ERROR')) {
		const hint = 'The message to reply to no longer exists. Send the message without a reply.';
		return kickErrorOf(answer, 'reply_not_found', hint);
	}
	const refusal = Refusals.find(([word]) => text.includes(word));
	if (refusal) return kickErrorOf(answer, 'chat_refused', refusal[1], refusal[0]);
	if (status === 403 && !isBlocked(answer) && /\b(muted|banned)\b/i.test(text)) {
		const hint = 'The sending account is muted or banned in this chat. A moderator of the channel can lift that.';
		return kickErrorOf(answer, 'chat_refused', hint, 'BANNED_ERROR');
	}

	const unknownChannel = (status === 400 || status === 404) && /channel not found/i.test(text);
	// Kick answers 400 when the app has no bot (KickDevDocs #123), and always 500 for some apps (#343).
	if (type === 'bot' && (unknownChannel || status === 500)) {
		return kickErrorOf(
			answer,
			'bot_mode_refused',
			'Kick does not let this app write as its bot. Press "create bot" in the developer settings of the app.'
		);
	}
	if (unknownChannel)
		return kickErrorOf(answer, 'channel_not_found', 'Kick does not know the channel to write to. Run /kick sync.');
	if (GatewayStatuses.has(status)) return outcomeUnknown({ status, detail: answer.detail });
	return answerError(answer);
}

/** Returns the error for an answer with status 200 that says that the message was not sent. */
export function notSentError(answer: KickAnswer, type: 'bot' | 'user'): KickError {
	const named = chatError(answer, type);
	return named.code === 'reply_not_found' || named.code === 'chat_refused'
		? named
		: kickErrorOf(
				answer,
				'chat_refused',
				'Kick accepted the message but did not show it in the chat. Check the settings of the chat.'
			);
}
