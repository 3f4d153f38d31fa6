import type { DiscordServices } from '../createServices.js';
import type { SimulatedUser } from '../world/entities.js';
import type { ReceivedFile } from './UploadedFile.js';

export interface RouteContext extends DiscordServices {
	/** The person whose token came with the request; `null` for the bot, and without a token. */
	user: SimulatedUser | null;
	/** Returns a segment of the path by its name. */
	param(name: string): string;
	query: Readonly<Record<string, string>>;
	body: unknown;
	files: readonly ReceivedFile[];
	/** Address of the gateway. */
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
	/** Path as in Discord's documentation: `/channels/{channel_id}/messages`. */
	path: string;
	/** Whether no authorization is needed, as when a token is in the path. */
	isPublic?: boolean;
	/** Whether a person's token is accepted, too. */
	isForUsers?: boolean;
	/** Whether Discord publishes no schemas for this route. */
	isUnpublished?: boolean;
	/** Names of Discord's published schemas, one of which a request has to fit. `[]` at the end means a list. */
	request?: readonly string[];
	/** Names of the schemas for successful answers with a body. */
	reply?: readonly string[];
	handle(context: RouteContext): RouteAnswer;
}

export const ok = (body: unknown): RouteAnswer => ({ status: 200, body });
export const noContent: RouteAnswer = { status: 204 };
