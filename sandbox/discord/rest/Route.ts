import type { DiscordServices } from '../createServices.js';
import type { SimulatedUser } from '../world/entities.js';
import type { ReceivedFile } from './UploadedFile.js';

export interface RouteContext extends DiscordServices {
	/** The person whose token came with the request; `null` for the bot, and without a token. */
	user: SimulatedUser | null;
	/** A part of the path by its name. */
	param(name: string): string;
	query: Readonly<Record<string, string>>;
	body: unknown;
	files: readonly ReceivedFile[];
	/** The gateway's address. */
	gatewayUrl: string;
	/** The number of shards that Discord recommends. */
	shards: number;
}

export interface RouteAnswer {
	status: number;
	body?: unknown;
}

/** One route of Discord's REST API. */
export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The path as in Discord's documentation: `/channels/{channel_id}/messages`. */
	path: string;
	/** Whether no authorization is needed, as when a token is in the path. */
	isPublic?: boolean;
	/** Whether a person's token is accepted as well as the bot's. */
	isForUsers?: boolean;
	/** Whether Discord publishes no schemas for it. */
	isUnpublished?: boolean;
	/** Names of Discord's published schemas, one of which a request must fit; `[]` at the end means a list. */
	request?: readonly string[];
	/** The same for the answers with a body, all of which are successes. */
	reply?: readonly string[];
	handle(context: RouteContext): RouteAnswer;
}

export const ok = (body: unknown): RouteAnswer => ({ status: 200, body });
export const noContent: RouteAnswer = { status: 204 };
