import { KickError } from '../kick/errors.js';

export function queueFull(waiting: number): KickError {
	return new KickError(
		'queue_full',
		`The message was not sent, because ${waiting} messages for this channel are already waiting. Try again in a minute.`
	);
}

/** @param pause Pause of the channel, if the message expired because of it. */
export function expired(pause: { forMs: number; reason: KickError } | null): KickError {
	const hint = 'The message could not be sent within 60 seconds and was dropped.';
	if (!pause) return new KickError('message_expired', `${hint} Try again.`);
	return new KickError('message_expired', `${hint} ${pause.reason.hint}`, {
		retryAfterMs: pause.forMs,
		cause: pause.reason
	});
}

export function stopped(): KickError {
	return new KickError('stopped', 'The bot is shutting down, so the message was not sent. Try again when it is back.');
}
