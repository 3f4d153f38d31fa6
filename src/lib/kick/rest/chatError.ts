import type { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, isBlocked, kickErrorOf } from '../http/answerError.js';
import { outcomeUnknown } from '../http/failureError.js';

/** Refusals of a chat's own modes. Kick mentions them anywhere in its text, under any status, 500 included. */
const Refusals: readonly (readonly [word: string, hint: string])[] = [
	['SLOW_MODE_ERROR', 'Slow mode is on in this chat: wait a moment before the next message.'],
	['FOLLOWERS_ONLY_ERROR', 'Only followers may write in this chat: let the sending account follow the channel.'],
	['SUBSCRIBERS_ONLY_EMOTE_ERROR', 'The message holds an emote that only subscribers of its channel may use.'],
	['SUBSCRIBERS_ONLY_ERROR', 'Only subscribers may write in this chat right now.'],
	['EMOTES_ONLY_ERROR', 'Only emotes are allowed in this chat right now.'],
	['BANNED_USER_ERROR', 'The sending account is banned or timed out in this chat.'],
	['BANNED_ERROR', 'The sending account is banned or timed out in this chat.'],
	['NO_LINKS_ERROR', 'Links are not allowed in this chat.'],
	['DUPLICATE_MESSAGE_ERROR', 'The same message was sent just before: Kick takes it only once.'],
	['MESSAGE_TOO_LONG', 'The message is too long for Kick.']
];

/** Answers of something between us and Kick's chat: whether the message arrived, they can't tell. */
const GatewayStatuses = new Set([502, 504, 520, 524]);

/**
 * What a refused chat message means.
 *
 * @see https://docs.kick.com/apis/chat
 */
export function chatError(answer: KickAnswer, type: 'bot' | 'user'): KickError {
	const { status, text } = answer;
	if (text.includes('ORIGINAL_MESSAGE_NOT_FOUND_ERROR')) {
		return kickErrorOf(answer, 'reply_not_found', 'The message to reply to no longer exists.');
	}
	const refusal = Refusals.find(([word]) => text.includes(word));
	if (refusal) return kickErrorOf(answer, 'chat_refused', refusal[1], refusal[0]);
	if (status === 403 && !isBlocked(answer) && /\b(muted|banned)\b/i.test(text)) {
		const hint = 'The sending account is muted or banned in this chat.';
		return kickErrorOf(answer, 'chat_refused', hint, 'BANNED_ERROR');
	}

	const unknownChannel = (status === 400 || status === 404) && /channel not found/i.test(text);
	// Without a bot made in the app's settings: 400 (KickDevDocs #123). For some apps always 500 (#343).
	if (type === 'bot' && (unknownChannel || status === 500)) {
		return kickErrorOf(
			answer,
			'bot_mode_refused',
			'Kick does not let this app write as its bot: press "create bot" in the developer settings of the app.'
		);
	}
	if (unknownChannel) return kickErrorOf(answer, 'channel_not_found', 'Kick does not know the channel to write to.');
	if (GatewayStatuses.has(status)) return outcomeUnknown({ status, detail: answer.detail });
	return answerError(answer);
}

/** Kick answered 200 and says itself that the message is not in the chat. */
export function notSentError(answer: KickAnswer, type: 'bot' | 'user'): KickError {
	const named = chatError(answer, type);
	return named.code === 'reply_not_found' || named.code === 'chat_refused'
		? named
		: kickErrorOf(answer, 'chat_refused', 'Kick took the message and did not put it into the chat.');
}
