import type { Cluster } from '../cluster/Cluster.js';
import type { EchoGuard } from '../echoes/EchoGuard.js';
import { SentMessages } from '../echoes/SentMessages.js';
import type { ConsumerRegistry } from '../events/consumers/ConsumerRegistry.js';
import { Dispatcher } from '../events/consumers/Dispatcher.js';
import { ListenerRunner } from '../events/consumers/ListenerRunner.js';
import { ChannelActivity } from '../events/log/ChannelActivity.js';
import { ChatLog } from '../events/log/ChatLog.js';
import { EventTexts } from '../events/log/EventTexts.js';
import { GuildLogAccess } from '../events/log/GuildLogAccess.js';
import { KickEventLog } from '../events/log/KickEventLog.js';
import { LiveLog } from '../events/log/LiveLog.js';
import { LogUpgrade } from '../events/log/LogUpgrade.js';
import { GuildRoutes } from '../events/receiving/GuildRoutes.js';
import { Inbox } from '../events/receiving/Inbox.js';
import { WebhookReceiver } from '../events/receiving/WebhookReceiver.js';
import { TestEvents } from '../events/testing/TestEvents.js';
import { StreamFiguresReader } from '../figures/StreamFigures.js';
import { type KickRestClient, type KickTime, TestSignature, WebhookVerifier } from '../kick/index.js';
import { eventChannel, toEventMessage } from '../redis/eventMessage.js';
import type { RedisLink } from '../redis/RedisLink.js';
import { ListenersConsumer } from '../storage/consumers/wholeLog.js';
import { ViewerCounter } from '../viewers/ViewerCounter.js';
import type { SetupContext } from './context.js';

interface EventDependencies {
	rest: KickRestClient;
	time: KickTime;
	redis: RedisLink | null;
	cluster: Cluster;
	echoes: EchoGuard;
	consumers: ConsumerRegistry;
	/** Called for each new chat message from a webhook, after it is stored. For `key`, see `messageKey`. */
	onMessageDelivered: (broadcasterUserId: number, key: string) => void;
}

/** Creates the services that bring events from Kick to the listeners, and the event log. */
export function createEventServices(
	{ config, database, client, listenerPieces, metrics, logger, webhookUrl }: SetupContext,
	{ rest, time, redis, cluster, echoes, consumers, onMessageDelivered }: EventDependencies
) {
	const access = new GuildLogAccess(database);
	const live = new LiveLog({ log: database.eventLog, access, logger });
	const routes = new GuildRoutes({ cursors: database.consumers, consumers: () => consumers.names, logger });
	const runner = new ListenerRunner(client, listenerPieces);
	consumers.add({
		name: ListenersConsumer,
		types: null,
		prepare: (read, type, limitMs) => runner.prepare(read, type, limitMs),
		onHandled: (read) => {
			if (!redis) return;
			const { event, context } = read();
			redis.publish(eventChannel(context.guildId), toEventMessage(event, context));
		}
	});
	routes.onChanged = () => dispatcher.forget();
	consumers.onAdded = () => void routes.changed().then(() => dispatcher.pollAll());
	const dispatcher = new Dispatcher({
		queues: database.consumers,
		events: database.events,
		begunEvents: database.begunEvents,
		consumers: consumers.all,
		cluster,
		linksVersion: () => routes.version,
		isLinked: (guildId, broadcasterUserId) => routes.isLinked(guildId, broadcasterUserId),
		onMarked: ({ consumer, guildId, id }) => {
			if (consumer === ListenersConsumer) live.changed(guildId, id);
		},
		echoes,
		metrics,
		logger
	});
	const viewerCounter = new ViewerCounter({ viewers: database.viewers, logger });
	const inbox = new Inbox({
		events: database.events,
		routes,
		dispatcher,
		echoes,
		onStored: (event) => {
			live.stored(event);
			viewerCounter.notify();
			const { broadcasterUserId, messageId, source } = event;
			if (source === 'webhook' && messageId && broadcasterUserId !== null)
				onMessageDelivered(broadcasterUserId, messageId);
		}
	});
	const tests = new TestEvents({
		access,
		accounts: database.accounts,
		signature: new TestSignature(),
		webhookUrl,
		countListeners: (type) => runner.count(type),
		owns: (guildId) => cluster.owns(guildId)
	});
	const receiver = new WebhookReceiver({
		verifier: new WebhookVerifier({
			publicKeyPem: config.webhookPublicKey ?? undefined,
			fetchPublicKey: () => rest.getPublicKey()
		}),
		subscriptions: database.subscriptions,
		inbox,
		tests,
		logger,
		metrics,
		staleAfterMs: config.staleAfterMs,
		time
	});
	const streamFigures = new StreamFiguresReader({ log: database.eventLog, streams: database.streams });
	const sentMessages = new SentMessages({
		events: database.events,
		accounts: database.accounts,
		logger,
		onCommitted: (commit) => dispatcher.stored(commit),
		onStored: (event) => live.stored(event)
	});
	return {
		routes,
		logUpgrade: new LogUpgrade({ log: database.oldLog, logger }),
		dispatcher,
		viewerCounter,
		inbox,
		receiver,
		sentMessages,
		events: new KickEventLog({
			log: database.eventLog,
			routes,
			access,
			live,
			chat: new ChatLog({
				log: database.eventLog,
				access,
				live,
				ownMessagesStored: () => sentMessages.settled()
			}),
			texts: new EventTexts(database.eventLog),
			tests,
			onReplay: (guildId, id) => {
				live.changed(guildId, id);
				dispatcher.pollOrWake(guildId);
			},
			onDismissed: (guildId, id) => live.changed(guildId, id)
		}),
		access,
		streamFigures,
		activity: new ChannelActivity({
			log: database.eventLog,
			access,
			streams: database.streams,
			streamFigures,
			counted: () => viewerCounter.catchUp()
		})
	};
}
