import type { EventEmitter } from 'node:events';
import { AccountRelease } from './accounts/AccountRelease.js';
import { AccountTokens } from './accounts/AccountTokens.js';
import { AppTokens } from './accounts/AppTokens.js';
import { BotAccount } from './accounts/BotAccount.js';
import { ConfiguredBotToken } from './accounts/ConfiguredBotToken.js';
import { Linking } from './accounts/Linking.js';
import { LinkStates } from './accounts/LinkStates.js';
import { TokenVault } from './accounts/TokenVault.js';
import { ApiSendWay } from './chat/ApiSendWay.js';
import { ChatSender } from './chat/ChatSender.js';
import { EchoGuard } from './chat/EchoGuard.js';
import type { SendWay } from './chat/SendWay.js';
import { SocketSendWay } from './chat/SocketSendWay.js';
import type { KickConfig } from './config/loadConfig.js';
import { Dashboard } from './dashboard/Dashboard.js';
import { Diagnosis } from './diagnosis/Diagnosis.js';
import type { DiscordSide } from './discord/DiscordSide.js';
import { Dispatcher } from './events/Dispatcher.js';
import { EventLog } from './events/EventLog.js';
import { GuildRoutes } from './events/GuildRoutes.js';
import { Inbox } from './events/Inbox.js';
import { KickEventLog } from './events/KickEventLog.js';
import { ListenerRunner } from './events/ListenerRunner.js';
import { ChannelActivity } from './events/log/ChannelActivity.js';
import { ChatLog } from './events/log/ChatLog.js';
import { GuildScopes } from './events/log/GuildScopes.js';
import { LiveLog } from './events/log/LiveLog.js';
import { OwnMessages } from './events/OwnMessages.js';
import { TestEvents } from './events/testing/TestEvents.js';
import { WebhookReceiver } from './events/WebhookReceiver.js';
import { KickOAuthClient, KickRestClient, KickWebsiteClient, TestSignature, WebhookVerifier } from './kick/index.js';
import type { Logger } from './logger.js';
import { Maintenance } from './Maintenance.js';
import type { KickMetrics } from './metrics/KickMetrics.js';
import { Neighbourhood } from './processes/Neighbourhood.js';
import { eventChannel, toEventMessage } from './redis/eventMessage.js';
import { RedisLink } from './redis/RedisLink.js';
import { ChannelLookup } from './settings/ChannelLookup.js';
import { ChannelSync } from './settings/ChannelSync.js';
import { createSocketReader } from './socket/createSocketReader.js';
import type { SocketReader } from './socket/SocketReader.js';
import type { Database } from './storage/types.js';
import { SubscriptionReconciler } from './subscriptions/SubscriptionReconciler.js';
import { systemClock } from './time/Clock.js';
import { StreamWatch } from './watchtime/StreamWatch.js';

export interface Surroundings {
	config: KickConfig;
	app: NonNullable<KickConfig['app']>;
	database: Database;
	/** Who hears the events: the Discord client. */
	client: EventEmitter;
	discord: DiscordSide;
	metrics: KickMetrics;
	logger: Logger;
	/** Where this process itself reaches its webhook route; `null` while it does not listen. */
	webhookUrl: () => URL | null;
}

export type KickParts = ReturnType<typeof createParts>;

/** Puts the parts together; nothing here starts anything. */
export function createParts({ config, app, database, client, discord, metrics, logger, webhookUrl }: Surroundings) {
	const rest = new KickRestClient({ baseUrl: config.apiBaseUrl });
	const website = new KickWebsiteClient({ baseUrl: config.webBaseUrl });
	const oauth = new KickOAuthClient({
		baseUrl: config.idBaseUrl,
		clientId: app.clientId,
		clientSecret: app.clientSecret.reveal(),
		redirectUri: app.urls.callback
	});
	const secret = config.tokenKey ?? app.clientSecret;
	const vault = new TokenVault(secret);
	const appTokens = new AppTokens(oauth);
	const redis = config.redisUrl ? new RedisLink(config.redisUrl, logger) : null;
	const neighbourhood: Neighbourhood = new Neighbourhood({
		leases: database.leases,
		discord,
		redis,
		logger,
		onGained: () => {
			void dispatcher.poll();
			socket?.look();
		},
		onWake: (guildId) => dispatcher.look(guildId)
	});
	const tokens = new AccountTokens(
		database.accounts,
		vault,
		oauth,
		(name, work) => neighbourhood.exclusively(name, work),
		logger
	);
	const subscriptions = new SubscriptionReconciler(
		rest,
		appTokens,
		database.subscriptions,
		app.clientId,
		config.events
	);
	const lookup = new ChannelLookup(rest, appTokens);
	const sync = new ChannelSync(database, lookup, website, subscriptions);
	const states = new LinkStates(database.linkStates, vault);
	const botAccount = new BotAccount(
		database,
		tokens,
		config.useWebsocket && config.botUserToken
			? new ConfiguredBotToken(config.botUserToken, oauth, rest, logger)
			: null,
		logger
	);
	const release = new AccountRelease(database, tokens, oauth, subscriptions, logger);
	const linking = new Linking({
		urls: app.urls,
		oauth,
		rest,
		database,
		states,
		tokens,
		lookup,
		sync,
		release,
		guildName: discord.guildName,
		useWebsocket: config.useWebsocket,
		logger
	});
	const scopes = new GuildScopes(database);
	const live = new LiveLog({ log: database.eventLog, scopes, logger });
	const ownMessages = new OwnMessages({
		events: database.events,
		accounts: database.accounts,
		logger,
		onStored: (event) => live.stored(event)
	});
	const echoes = new EchoGuard({
		isSent: (messageId) => sender.isOwnMessage(messageId),
		botUserIds: () => botAccount.userIds,
		clock: systemClock
	});
	const ways: SendWay[] = [new ApiSendWay(tokens, rest, systemClock)];
	const sender: ChatSender = new ChatSender({
		ways,
		sendAs: config.sendAs,
		onSent: ({ broadcasterUserId, content }, { as, botAccount: botName }, messageId) =>
			void ownMessages.remember({ messageId, broadcasterUserId, content, asOwner: as === 'user', botName }),
		echoes
	});
	const routes = new GuildRoutes(database.links);
	const runner = new ListenerRunner(client);
	const dispatcher: Dispatcher = new Dispatcher({
		events: database.events,
		runner,
		neighbourhood,
		onHandled: (event, context) => redis?.publish(eventChannel(context.guildId), toEventMessage(event, context)),
		onMarked: ({ guildId, id }) => live.changed(guildId, id),
		echoes,
		metrics,
		logger
	});
	const inbox = new Inbox({
		events: database.events,
		routes,
		dispatcher,
		echoes,
		onStored: (event) => live.stored(event)
	});
	const owns = (guildId: string) => neighbourhood.owns(guildId);
	const socket: SocketReader | null = config.useWebsocket
		? createSocketReader({ config, links: database.links, owns, inbox, metrics, logger })
		: null;
	if (socket) ways.unshift(new SocketSendWay({ socket, bot: botAccount, api: rest, logger, clock: systemClock }));
	const eventLog = new EventLog({
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
		log: eventLog,
		signature: new TestSignature(),
		webhookUrl,
		countListeners: (type) => runner.count(type),
		owns
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
		staleAfterMs: config.staleAfterMs
	});
	return {
		database,
		rest,
		website,
		oauth,
		botAccount,
		release,
		sync,
		linking,
		sender,
		routes,
		runner,
		dispatcher,
		inbox,
		socket,
		receiver,
		events: new KickEventLog(eventLog, live, new ChatLog(database.eventLog, scopes, live), tests),
		activity: new ChannelActivity(database.eventLog, database.chatters, scopes),
		redis,
		neighbourhood,
		dashboard:
			config.dashboard && config.discordClientSecret
				? new Dashboard({
						urls: app.urls,
						secret,
						discordClientSecret: config.discordClientSecret,
						discord,
						database,
						logger
					})
				: null,
		diagnosis: new Diagnosis(database, lookup, botAccount, socket, { urls: app.urls, wanted: config.events }),
		streamWatch: new StreamWatch({
			rest,
			appTokens,
			database,
			isLeader: () => neighbourhood.isLeader,
			logger
		}),
		maintenance: new Maintenance({
			database,
			tokens,
			states,
			release,
			subscriptions,
			isLeader: () => neighbourhood.isLeader,
			retention: config.retention,
			logger
		})
	};
}
