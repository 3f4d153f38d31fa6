import type { Neighbourhood } from '../cluster/Cluster.js';
import type { EchoGuard } from '../echoes/EchoGuard.js';
import { OwnMessages } from '../echoes/SentMessages.js';
import type { ConsumerRegistry } from '../events/consumers/ConsumerRegistry.js';
import { Dispatcher } from '../events/consumers/Dispatcher.js';
import { ListenerRunner } from '../events/consumers/ListenerRunner.js';
import { ChannelActivity } from '../events/log/ChannelActivity.js';
import { ChatLog } from '../events/log/ChatLog.js';
import { EventLog } from '../events/log/EventLog.js';
import { GuildScopes } from '../events/log/GuildLogAccess.js';
import { KickEventLog } from '../events/log/KickEventLog.js';
import { LiveLog } from '../events/log/LiveLog.js';
import { LogUpgrade } from '../events/log/LogUpgrade.js';
import { GuildRoutes } from '../events/receiving/GuildRoutes.js';
import { Inbox } from '../events/receiving/Inbox.js';
import { WebhookReceiver } from '../events/receiving/WebhookReceiver.js';
import { TestEvents } from '../events/testing/TestEvents.js';
import { type KickRestClient, type KickTime, TestSignature, WebhookVerifier } from '../kick/index.js';
import { eventChannel, toEventMessage } from '../redis/eventMessage.js';
import type { RedisLink } from '../redis/RedisLink.js';
import { ListenersConsumer } from '../storage/consumers/wholeLog.js';
import { ViewerCounter } from '../viewers/ViewerCounter.js';
import type { Surroundings } from './context.js';

interface Neighbours {
	rest: KickRestClient;
	time: KickTime;
	redis: RedisLink | null;
	neighbourhood: Neighbourhood;
	echoes: EchoGuard;
	consumers: ConsumerRegistry;
	/** Called with each chat message that came by webhook for the first time, once it is stored; see `messageKey`. */
	onMessageDelivered: (broadcasterUserId: number, key: string) => void;
}

/** The way of an event from Kick to the listeners, and the log of it. */
export function createEventParts(
	{ config, database, client, listenerPieces, metrics, logger, webhookUrl }: Surroundings,
	{ rest, time, redis, neighbourhood, echoes, consumers, onMessageDelivered }: Neighbours
) {
	const scopes = new GuildScopes(database);
	const live = new LiveLog({ log: database.eventLog, scopes, logger });
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
		neighbourhood,
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
	const log = new EventLog({
		log: database.eventLog,
		routes,
		scopes,
		onReplay: (guildId, id) => {
			live.changed(guildId, id);
			dispatcher.lookOrWake(guildId);
		},
		onDismissed: (guildId, id) => live.changed(guildId, id)
	});
	const tests = new TestEvents({
		scopes,
		accounts: database.accounts,
		log,
		signature: new TestSignature(),
		webhookUrl,
		countListeners: (type) => runner.count(type),
		owns: (guildId) => neighbourhood.owns(guildId)
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
	const ownMessages = new OwnMessages({
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
		ownMessages,
		events: new KickEventLog(
			log,
			live,
			new ChatLog(database.eventLog, scopes, live, () => ownMessages.settled()),
			tests
		),
		activity: new ChannelActivity(database.eventLog, scopes)
	};
}
