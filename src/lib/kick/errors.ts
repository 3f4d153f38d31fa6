/**
 * Error code to switch on.
 *
 * The codes of the plugin's own checks come first, then those of Kick's answers, then those of the connection to Kick.
 */
export type KickErrorCode =
	| 'not_configured'
	| 'channel_not_set'
	| 'channel_not_found'
	| 'channel_not_synced'
	| 'not_linked'
	| 'relink_required'
	| 'wrong_token_key'
	| 'wrong_account'
	| 'settings_changed'
	| 'chatroom_proven'
	| 'message_empty'
	| 'message_too_long'
	| 'message_expired'
	| 'queue_full'
	| 'stopped'
	| 'storage_unavailable'
	| 'discord_unavailable'
	| 'bad_request'
	| 'unauthorized'
	| 'forbidden'
	| 'blocked'
	| 'not_found'
	| 'rate_limited'
	| 'kick_unavailable'
	| 'invalid_grant'
	| 'invalid_response'
	| 'chat_refused'
	| 'reply_not_found'
	| 'bot_mode_refused'
	| 'subscription_limit'
	| 'network'
	| 'timeout'
	| 'outcome_unknown';

export interface KickErrorDetails {
	/** HTTP status of Kick's answer. `null` without an answer. */
	status?: number | null;
	/** Time that Kick asked to wait, in milliseconds. */
	retryAfterMs?: number | null;
	/** Kick's own text, shortened and without line breaks. Never contains a token. */
	detail?: string | null;
	/** Kick's code for a refused chat message, such as `SLOW_MODE_ERROR`. */
	refusal?: string | null;
	cause?: unknown;
}

/**
 * Expected failure: Kick refused a request, or could not be reached.
 *
 * `hint` is a plain text that says what to do. It never contains a secret.
 */
export class KickError extends Error {
	public override readonly name = 'KickError';
	public readonly status: number | null;
	public readonly retryAfterMs: number | null;
	public readonly detail: string | null;
	/** Kick's code for a refused chat message, such as `SLOW_MODE_ERROR`. `null` when Kick gave none. */
	public readonly refusal: string | null;

	public constructor(
		public readonly code: KickErrorCode,
		public readonly hint: string,
		details: KickErrorDetails = {}
	) {
		super(
			`${hint} (${code}${details.status ? `, HTTP ${details.status}` : ''})`,
			details.cause === undefined ? {} : { cause: details.cause }
		);
		this.status = details.status ?? null;
		this.retryAfterMs = details.retryAfterMs ?? null;
		this.detail = details.detail ?? null;
		this.refusal = details.refusal ?? null;
	}
}
