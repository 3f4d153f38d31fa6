import type { DiscordServices } from '../createServices.js';
import type { SimulatedUser } from '../world/entities.js';
import type { ReceivedFile } from './ReceivedFile.js';

export interface RouteContext extends DiscordServices {
	/** The person whose token came with the request; `null` for the bot, and without a token. */
	user: SimulatedUser | null;
	/** A part of the path by its name. */
	param(name: string): string;
	query: Readonly<Record<string, string>>;
	body: unknown;
	files: readonly ReceivedFile[];
	/** Where the gateway listens. */
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
	/** As Discord's documentation writes it: `/channels/{channel_id}/messages`. */
	path: string;
	/** Whether the token in the path is authorization enough. */
	isPublic?: boolean;
	/** Whether a person's token will do in place of the bot's. */
	isForUsers?: boolean;
	/** Whether Discord publishes no schemas of it. */
	isUnpublished?: boolean;
	/** Names of Discord's published schemas, one of which a request fits; `[]` at the end means a list. */
	request?: readonly string[];
	/** The same for the answers with a body, all of which are successes. */
	reply?: readonly string[];
	handle(context: RouteContext): RouteAnswer;
}

export const ok = (body: unknown): RouteAnswer => ({ status: 200, body });
export const noContent: RouteAnswer = { status: 204 };
