import type { UploadedFile } from './ReceivedFile.js';

/** What the bot asked of Discord's REST API. */
export interface CallRequest {
	at: Date;
	method: string;
	/** Without `/api/v10`, decoded. */
	path: string;
	/** The path as Discord's documentation writes it, `/channels/{channel_id}/messages`; `null` when nothing of the kind is simulated. */
	route: string | null;
	query: Readonly<Record<string, string>>;
	/** Whose token came with it. The token itself is not kept. */
	authorization: 'bot' | 'user' | 'none' | 'wrong';
	/** The person whose token it was; `null` for the bot's, and for one that does not work any more. */
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
	/** Whether the answer came from {@link Interceptor}, not from the simulation. */
	isIntercepted: boolean;
}

/** An answer that takes the place of Discord's. */
export interface Fault {
	status: number;
	body?: unknown;
	headers?: Readonly<Record<string, string>>;
}

/** Plays faults: gives back an answer, `'cut'` to cut the connection without one, or `undefined` to let the call pass. */
export type Interceptor = (request: CallRequest) => Fault | 'cut' | undefined | Promise<Fault | 'cut' | undefined>;
