import type { UploadedFile } from './UploadedFile.js';

/** Request of the bot to Discord's REST API. */
export interface CallRequest {
	at: Date;
	method: string;
	/** Decoded path without `/api/v10`. */
	path: string;
	/**
	 * Path of the route in Discord's documentation, such as `/channels/{channel_id}/messages`. `null` for an unknown
	 * route.
	 */
	route: string | null;
	query: Readonly<Record<string, string>>;
	/** Kind of the token. The token itself is not kept. */
	authorization: 'bot' | 'user' | 'none' | 'wrong';
	/** Person whose token it was; `null` for the bot's token and for an invalid one. */
	userId: string | null;
	/** The JSON body, also of a multipart request; `undefined` when there was none. */
	body: unknown;
	files: readonly UploadedFile[];
}

/** Finished REST call. */
export interface Call extends CallRequest {
	/** `null` when the connection was cut instead of an answer. */
	status: number | null;
	/** The JSON answer; `undefined` when there was none. */
	reply: unknown;
	/** Whether the answer came from an {@link Interceptor}, not from the simulation. */
	isIntercepted: boolean;
}

/** Answer in place of Discord's. */
export interface Fault {
	status: number;
	body?: unknown;
	headers?: Readonly<Record<string, string>>;
}

/** Returns an answer, `'cut'` to cut the connection without one, or `undefined` to let the call pass. */
export type Interceptor = (request: CallRequest) => Fault | 'cut' | undefined | Promise<Fault | 'cut' | undefined>;
