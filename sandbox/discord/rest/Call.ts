import type { UploadedFile } from './UploadedFile.js';

/** A request of the bot to Discord's REST API. */
export interface CallRequest {
	at: Date;
	method: string;
	/** Without `/api/v10`, decoded. */
	path: string;
	/** The path as in Discord's documentation, `/channels/{channel_id}/messages`; `null` when it is not simulated. */
	route: string | null;
	query: Readonly<Record<string, string>>;
	/** Kind of the token that came with it. The token itself is not kept. */
	authorization: 'bot' | 'user' | 'none' | 'wrong';
	/** The person whose token it was; `null` for the bot's, and for one that is no longer valid. */
	userId: string | null;
	/** The JSON body, also of a multipart request; `undefined` when there was none. */
	body: unknown;
	files: readonly UploadedFile[];
}

/** A finished REST call. */
export interface Call extends CallRequest {
	/** `null` when the connection was cut instead of an answer. */
	status: number | null;
	/** The JSON answer; `undefined` when there was none. */
	reply: unknown;
	/** Whether the answer came from an {@link Interceptor}, not from the simulation. */
	isIntercepted: boolean;
}

/** An answer that replaces Discord's. */
export interface Fault {
	status: number;
	body?: unknown;
	headers?: Readonly<Record<string, string>>;
}

/** Plays faults: returns an answer, `'cut'` to cut the connection, or `undefined` to let the call pass. */
export type Interceptor = (request: CallRequest) => Fault | 'cut' | undefined | Promise<Fault | 'cut' | undefined>;
