import { err, ok, type Result } from '@sapphire/result';
import type { z } from 'zod';
import type { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, kickErrorOf, UnreadableHint } from '../http/answerError.js';
import { outcomeUnknown } from '../http/failureError.js';
import { type KickCall, KickHttp, type KickHttpOptions } from '../http/KickHttp.js';
import { chatError, notSentError } from './chatError.js';
import * as schemas from './schemas.js';
import { createdSubscription, subscriptionError } from './subscriptions.js';

export interface ChatMessageToPost {
	/** `bot` writes as the app's bot in the token owner's channel. `user` writes as the token's owner. */
	type: 'bot' | 'user';
	content: string;
	/** Channel to write to. Required for `user`, ignored for `bot`. */
	broadcasterUserId?: number;
	replyToMessageId?: string;
}

const ChannelsPath = '/public/v1/channels';
const UsersPath = '/public/v1/users';
const SubscriptionsPath = '/public/v1/events/subscriptions';
/** Maximum number of ids or slugs in one request to Kick. */
const ItemsPerCall = 50;

/** Client for the parts of Kick's official API that this plugin uses. */
export class KickRestClient {
	readonly #http: KickHttp;

	public constructor(options: KickHttpOptions) {
		this.#http = new KickHttp(options);
	}

	/** Returns the channels with these slugs, without unknown ones. @see https://docs.kick.com/apis/channels */
	public getChannelsBySlug(
		accessToken: string,
		slugs: readonly string[]
	): Promise<Result<schemas.KickChannel[], KickError>> {
		return this.#collect(accessToken, ChannelsPath, 'slug', slugs, schemas.channelsAnswer);
	}

	public getChannelsByUserId(
		accessToken: string,
		ids: readonly number[]
	): Promise<Result<schemas.KickChannel[], KickError>> {
		return this.#collect(accessToken, ChannelsPath, 'broadcaster_user_id', ids, schemas.channelsAnswer);
	}

	/**
	 * Returns the current streams of up to 100 streamers.
	 *
	 * @returns The streams, and the time of the answer by Kick's clock.
	 * @see https://docs.kick.com/apis/livestreams
	 */
	public async getLivestreams(
		accessToken: string,
		ids: readonly number[]
	): Promise<Result<{ streams: schemas.KickLivestream[]; at: Date }, KickError>> {
		const query = new URLSearchParams(ids.map((id): [string, string] => ['user_id', String(id)]));
		const call: KickCall = { method: 'GET', path: '/public/v1/users/livestreams', query, bearer: accessToken };
		const called = await this.#http.call(call);
		return called.andThen((answer) =>
			parse(answer, schemas.livestreamsAnswer).map((streams) => ({ streams, at: answer.date ?? new Date() }))
		);
	}

	/**
	 * Returns users by id.
	 *
	 * @param ids Without ids, returns the token's own user. Kick refuses an app token for that.
	 * @see https://docs.kick.com/apis/users
	 */
	public getUsers(accessToken: string, ids?: readonly number[]): Promise<Result<schemas.KickAccount[], KickError>> {
		return ids
			? this.#collect(accessToken, UsersPath, 'id', ids, schemas.usersAnswer)
			: this.#read({ method: 'GET', path: UsersPath, bearer: accessToken }, schemas.usersAnswer);
	}

	/**
	 * Sends a chat message without retries, because Kick has no idempotency key for it.
	 *
	 * @param accessToken Token of a user with `chat:write`. An app token is refused as `unauthorized`.
	 * @returns Kick's id of the message, or `reply_not_found`, `bot_mode_refused`, `chat_refused`, `outcome_unknown`, …
	 * @see https://docs.kick.com/apis/chat
	 */
	public async postChatMessage(
		accessToken: string,
		message: ChatMessageToPost
	): Promise<Result<{ messageId: string | null }, KickError>> {
		const { type, content, broadcasterUserId, replyToMessageId } = message;
		const json = {
			type,
			content,
			...(type === 'user' && { broadcaster_user_id: broadcasterUserId }),
			...(replyToMessageId && { reply_to_message_id: replyToMessageId })
		};
		const called = await this.#http.call({ method: 'POST', path: '/public/v1/chat', bearer: accessToken, json });
		return called.andThen((answer) => {
			if (!isSuccess(answer)) return err(chatError(answer, type));
			const parsed = schemas.sentMessageAnswer.safeParse(answer.json);
			if (!parsed.success) return err(outcomeUnknown({ status: answer.status }));
			return parsed.data.is_sent === false
				? err(notSentError(answer, type))
				: ok({ messageId: parsed.data.message_id });
		});
	}

	/** Returns the app's subscriptions, all or for one channel. @see https://docs.kick.com/events/subscribe-to-events */
	public listSubscriptions(
		accessToken: string,
		broadcasterUserId?: number
	): Promise<Result<schemas.ListedSubscription[], KickError>> {
		const query = new URLSearchParams(
			broadcasterUserId === undefined ? {} : { broadcaster_user_id: String(broadcasterUserId) }
		);
		return this.#read(
			{ method: 'GET', path: SubscriptionsPath, query, bearer: accessToken },
			schemas.subscriptionsAnswer
		);
	}

	/**
	 * Subscribes to events of a channel. List the subscriptions first, because Kick creates duplicates.
	 *
	 * @returns One item for each event, in the given order. Kick may refuse some and accept others. Or an error, such as
	 * `subscription_limit` when the app has as many as Kick allows.
	 * @see https://docs.kick.com/events/subscribe-to-events
	 */
	public async createSubscriptions(
		accessToken: string,
		broadcasterUserId: number,
		events: readonly { name: string; version: number }[]
	): Promise<Result<schemas.CreatedSubscription[], KickError>> {
		if (events.length === 0) return ok([]);
		const json = { broadcaster_user_id: broadcasterUserId, method: 'webhook', events };
		const called = await this.#http.call({ method: 'POST', path: SubscriptionsPath, bearer: accessToken, json });
		return called.andThen((answer) => {
			if (!isSuccess(answer)) return err(subscriptionError(answer));
			const parsed = schemas.createdSubscriptionsAnswer.safeParse(answer.json);
			if (!parsed.success) return err(outcomeUnknown({ status: answer.status }));
			return ok(events.map((event) => createdSubscription(event, parsed.data)));
		});
	}

	/** Deletes subscriptions. A subscription that no longer exists counts as deleted. */
	public async deleteSubscriptions(accessToken: string, ids: readonly string[]): Promise<Result<void, KickError>> {
		for (const query of queriesOf('id', ids)) {
			const called = await this.#http.call({ method: 'DELETE', path: SubscriptionsPath, query, bearer: accessToken });
			const done = called.andThen((answer) =>
				isSuccess(answer) || answer.status === 404 ? ok(undefined) : err(answerError(answer))
			);
			if (done.isErr()) return done;
		}
		return ok(undefined);
	}

	/** Returns the public key for webhook signatures, as PEM. @see https://docs.kick.com/events/webhook-security */
	public getPublicKey(): Promise<Result<string, KickError>> {
		return this.#read({ method: 'GET', path: '/public/v1/public-key' }, schemas.publicKeyAnswer);
	}

	public close(): Promise<void> {
		return this.#http.close();
	}

	async #collect<Item>(
		bearer: string,
		path: string,
		name: string,
		values: readonly (string | number)[],
		schema: z.ZodType<Item[]>
	): Promise<Result<Item[], KickError>> {
		const items: Item[] = [];
		for (const query of queriesOf(name, values)) {
			const page = await this.#read({ method: 'GET', path, query, bearer }, schema);
			if (page.isErr()) return page;
			items.push(...page.unwrap());
		}
		return ok(items);
	}

	async #read<Data>(call: KickCall, schema: z.ZodType<Data>): Promise<Result<Data, KickError>> {
		const called = await this.#http.call(call);
		return called.andThen((answer) => parse(answer, schema));
	}
}

function parse<Data>(answer: KickAnswer, schema: z.ZodType<Data>): Result<Data, KickError> {
	if (!isSuccess(answer)) return err(answerError(answer));
	const body = schema.safeParse(answer.json);
	return body.success ? ok(body.data) : err(kickErrorOf(answer, 'invalid_response', UnreadableHint));
}

function isSuccess({ status }: KickAnswer): boolean {
	return status >= 200 && status < 300;
}

function queriesOf(name: string, values: readonly (string | number)[]): URLSearchParams[] {
	const queries: URLSearchParams[] = [];
	for (let start = 0; start < values.length; start += ItemsPerCall) {
		const page = values.slice(start, start + ItemsPerCall);
		queries.push(new URLSearchParams(page.map((value): [string, string] => [name, String(value)])));
	}
	return queries;
}
