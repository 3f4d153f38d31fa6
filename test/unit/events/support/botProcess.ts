import { EventEmitter } from 'node:events';
import { ok } from '@sapphire/result';
import { onTestFinished } from 'vitest';
import { ConsumerRegistry } from '../../../../src/lib/events/consumers/ConsumerRegistry.js';
import { Dispatcher } from '../../../../src/lib/events/consumers/Dispatcher.js';
import { KickConsumers } from '../../../../src/lib/events/consumers/KickConsumers.js';
import { GuildRoutes } from '../../../../src/lib/events/receiving/GuildRoutes.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import { type Clock, systemClock } from '../../../../src/lib/time/Clock.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { newEvent } from '../../storage/support/newEvent.js';
import { dispatcherDependencies } from './dispatcherDependencies.js';
import { listenersOf } from './listeners.js';

const Channel = 123_456;
const user = (userId: number) => ({ user_id: userId, username: `user${userId}`, channel_slug: `user${userId}` });

/** Returns the `number`th event of the channel, as Kick sends it: a follow, or a chat message with this text. */
export function kickEvent(number: number, content: string | null = null): NewEvent {
	const body =
		content === null
			? { broadcaster: user(Channel), follower: user(7) }
			: {
					message_id: `message-${number}`,
					content,
					broadcaster: user(Channel),
					sender: user(7),
					created_at: new Date().toISOString()
				};
	const type = content === null ? 'channel.followed' : 'chat.message.sent';
	const messageId = content === null ? null : `message-${number}`;
	return { ...newEvent(number, { type, messageId, chatter: null }), payload: JSON.stringify(body) };
}

/** A process of the bot: its listeners and consumers, connected as in the plugin. */
export async function botProcess(database: Database, clock: Clock = systemClock) {
	const client = new EventEmitter();
	const registry = new ConsumerRegistry();
	const logger = recordingLogger();
	for (const consumer of listenersOf(client).values()) registry.add(consumer);
	const routes = new GuildRoutes({ cursors: database.consumers, consumers: () => registry.names, logger });
	const adding: Promise<void>[] = [];
	routes.onChanged = () => dispatcher.forget();
	registry.onAdded = () => {
		adding.push(routes.changed().then(() => dispatcher.pollAll()));
	};
	const dispatcher = new Dispatcher(
		{
			...dispatcherDependencies(database, client),
			consumers: registry.all,
			linksVersion: () => routes.version,
			logger,
			clock
		},
		{ retryPausesMs: [1, 1, 1], pollMs: 3_600_000 }
	);
	const consumers = new KickConsumers({
		registry,
		forget: async (name) => {
			await dispatcher.end(name);
			await database.consumers.remove(name);
			await routes.changed();
			return ok(undefined);
		}
	});
	onTestFinished(() => dispatcher.stop());
	const route = (events: readonly NewEvent[], guildIds: readonly string[]) =>
		events.map((event) => ({ ...event, guildIds, routedAt: routes.version }));
	const store = (events: readonly NewEvent[]) => database.events.insert(events, (commit) => dispatcher.stored(commit));
	return {
		client,
		consumers,
		dispatcher,
		logger,
		start: async () => {
			await routes.changed();
			await dispatcher.start();
		},
		/** Resolves when the added consumers have their positions. */
		added: () => Promise.all(adding),
		/** Stores events and passes them to the dispatcher. */
		receive: async (events: readonly NewEvent[], guildIds: readonly string[] = ['1', '2']) => {
			await store(route(events, guildIds));
		},
		route,
		store,
		routes
	};
}

/**
 * Creates a promise and its resolver. It is resolved when the test ends at the latest, so that nothing waits for it.
 */
export function gate(): { opened: Promise<void>; open: () => void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	onTestFinished(() => open());
	return { opened, open: () => open() };
}
