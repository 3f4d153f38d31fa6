import type { Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import {
	isKickEventType,
	type KickEventContext,
	type KickEventPayloads,
	type KickEventType
} from '../../kick/events/index.js';
import type { ConsumerRegistry } from './ConsumerRegistry.js';
import { callWithLimit } from './callWithLimit.js';
import type { DeliveredEvent, ListenerRun } from './ListenerRunner.js';

/** Consumer of a host bot; see {@link KickConsumers.add}. */
export interface KickConsumerOptions<Type extends KickEventType = KickEventType> {
	/**
	 * Name under which the consumer's cursors in the event log are stored: choose one and keep it.
	 *
	 * It has 1 to 40 of the characters `a` to `z`, `0` to `9`, `-` and `_`, with a letter first.
	 */
	name: string;
	/** Event types of Kick that it receives, for example `['channel.followed']`. Default: all. */
	types?: readonly Type[];
	/**
	 * Handles one event for one Discord server that is linked to the channel.
	 *
	 * Events of one server are delivered in order, and those of several servers in parallel. If the call throws or
	 * rejects, it is retried after 1, 5 and 25 seconds. After that the event is a dead letter.
	 */
	handle(event: KickEventPayloads[Type], context: KickEventContext<Type>): unknown;
	/**
	 * Maximum time for one call, in milliseconds, up to 2 minutes. A call that takes longer is not retried.
	 *
	 * @default 60000
	 */
	limitMs?: number;
}

export interface KickConsumersDependencies {
	registry: ConsumerRegistry;
	/** Deletes the stored data of a consumer, after its running handlers have ended. */
	forget: (name: string) => Promise<Result<void, KickError>>;
}

const Name = /^[a-z][a-z0-9_-]{0,39}$/;
/** Keeps the names of host bots apart from those of the plugin. */
const Prefix = 'host:';
/** Keeps four calls with their pauses below 10 minutes, after which `/health` reports the queue as stuck. */
const MaxLimitMs = 2 * 60_000;

/**
 * Queues of your own in the event log: `container.kick.consumers`.
 *
 * The listeners of a bot share one queue for each Discord server. The next event waits until all of them are done. A
 * consumer has a queue of its own, with its own cursor in the log, retries and dead letters. So a slow integration
 * delays neither the listeners nor other consumers.
 *
 * @example
 * ```typescript
 * container.kick.consumers.add({ name: 'crm', handle: (event, { type, guildId }) => crm.save(type, guildId, event) });
 * ```
 */
export class KickConsumers {
	/** Running removals, by name. */
	readonly #removing = new Map<string, Promise<Result<void, KickError>>>();

	/** @internal */
	public constructor(private readonly dependencies: KickConsumersDependencies) {}

	/**
	 * Adds a consumer.
	 *
	 * It receives the events that arrive from now on. A consumer that existed before under this name also receives those
	 * that it has missed since. The log keeps them for 7 days by default. Check `context.sentAt` if old events are
	 * useless.
	 *
	 * Call it again at each start, before or after the login. The consumer continues after the last event that it
	 * handled.
	 *
	 * @throws TypeError if an option is not as described. Error if a consumer of this name exists or is being removed.
	 *
	 * @example
	 * ```typescript
	 * container.kick.consumers.add({
	 *   name: 'crm',
	 *   types: ['channel.followed'],
	 *   async handle({ follower }, { guildId, eventId }) {
	 *     await crm.saveFollower({ key: `${guildId}:${eventId}`, kickId: follower.id });
	 *   }
	 * });
	 * ```
	 */
	public add<Type extends KickEventType = KickEventType>(options: KickConsumerOptions<Type>): void {
		const { name, types, limitMs } = options;
		assertValid(options as KickConsumerOptions);
		if (this.dependencies.registry.all.has(Prefix + name)) throw new Error(`There is a consumer "${name}" already.`);
		if (this.#removing.has(name)) throw new Error(`The consumer "${name}" is being removed: wait for remove().`);
		this.dependencies.registry.add({
			name: Prefix + name,
			types: types ? [...new Set(types)] : null,
			...(limitMs !== undefined && { limitMs }),
			prepare: (read, _type, limit) =>
				runOf((heard) => options.handle(heard.event as never, heard.context as never), read, limit)
		});
	}

	/**
	 * Removes a consumer and its positions in the log.
	 *
	 * Finishes the current call first, including a retry pause of up to 25 seconds. Then the cursors and dead letters of
	 * the consumer are deleted. A consumer that is added later under this name begins with the events that arrive from
	 * then on.
	 *
	 * To pause a consumer, do not add it at the next start. Do not await this in the handler itself, because it waits for
	 * the handler.
	 *
	 * If several processes have added the consumer, each of them has to remove it.
	 *
	 * @returns An error with `not_configured` without a Kick app and before the login, and `stopped` once the bot stops.
	 *
	 * @example
	 * ```typescript
	 * const removed = await container.kick.consumers.remove('crm');
	 * removed.inspectErr((error) => container.logger.warn(error.message));
	 * ```
	 */
	public remove(name: string): Promise<Result<void, KickError>> {
		const removing = this.#removing.get(name) ?? this.#remove(name).finally(() => this.#removing.delete(name));
		this.#removing.set(name, removing);
		return removing;
	}

	async #remove(name: string): Promise<Result<void, KickError>> {
		this.dependencies.registry.delete(Prefix + name);
		return this.dependencies.forget(Prefix + name);
	}
}

function assertValid({ name, types, handle, limitMs }: KickConsumerOptions): void {
	const problem = problemOf({ name, types, handle, limitMs });
	if (problem) throw new TypeError(problem);
}

function problemOf({ name, types, handle, limitMs }: Record<keyof KickConsumerOptions, unknown>): string | null {
	if (typeof name !== 'string' || !Name.test(name)) {
		return (
			`The name of a consumer is 1 to 40 of the characters a-z, 0-9, "-" and "_", with a letter ` +
			`first, and not ${JSON.stringify(name)}.`
		);
	}
	const list = types === undefined ? null : Array.from(Array.isArray(types) ? types : [types]);
	const [unknown] = (list ?? []).filter((type) => typeof type !== 'string' || !isKickEventType(type)).map(describe);
	if (unknown !== undefined || (list && !Array.isArray(types))) {
		return `The types of the consumer "${name}" are a list of Kick's types, and not ${unknown ?? describe(types)}.`;
	}
	if (list?.length === 0) return `The list of types of the consumer "${name}" is empty.`;
	if (typeof handle !== 'function') return `The consumer "${name}" has no function "handle".`;
	if (limitMs === undefined) return null;
	const isLimit = typeof limitMs === 'number' && limitMs > 0 && limitMs <= MaxLimitMs;
	return isLimit
		? null
		: `The limit of the consumer "${name}" is a number of milliseconds from 1 to ${MaxLimitMs}, and not ${limitMs}.`;
}

function describe(value: unknown): string {
	return JSON.stringify(value) ?? String(value);
}

function runOf(handle: (heard: DeliveredEvent) => unknown, read: () => DeliveredEvent, limitMs: number): ListenerRun {
	const run = {
		canRetry: true,
		async attempt() {
			const { failures, isLate } = await callWithLimit(() => handle(read()), limitMs);
			if (isLate) run.canRetry = false;
			return failures;
		}
	};
	return run;
}
