import type { ChatSender } from '../chat/ChatSender.js';
import { GuildSender } from '../chat/GuildSender.js';
import { Cluster } from '../cluster/Cluster.js';
import { Dashboard } from '../dashboard/Dashboard.js';
import { Diagnosis } from '../diagnosis/Diagnosis.js';
import { EchoGuard } from '../echoes/EchoGuard.js';
import { MinuteFigures } from '../figures/MinuteFigures.js';
import { GuildMembership } from '../GuildMembership.js';
import type { ProxyFor } from '../http/outgoingAgent.js';
import { Maintenance } from '../Maintenance.js';
import { KnownChannels } from '../overview/KnownChannels.js';
import { LastEvents } from '../overview/LastEvents.js';
import { Overview } from '../overview/Overview.js';
import { RedisLink } from '../redis/RedisLink.js';
import type { SocketReader } from '../socket/SocketReader.js';
import { systemClock } from '../time/Clock.js';
import { StreamWatch } from '../viewers/StreamWatch.js';
import { createAccountServices } from './accounts.js';
import type { SetupContext } from './context.js';
import { createEventServices } from './events.js';
import { createChannelServices, createKickClients } from './kick.js';
import { createSender, createSocketReader } from './sending.js';

export type KickServices = ReturnType<typeof createServices>;

/** Creates all services, but starts none. */
export function createServices(context: SetupContext) {
	const { config, app, database, discord, metrics, consumers, logger } = context;
	const redis = config.redisUrl ? new RedisLink(config.redisUrl, logger) : null;
	const cluster: Cluster = new Cluster({
		leases: database.leases,
		discord,
		redis,
		logger,
		onGained: () => {
			void events.dispatcher.takeOver();
			socket?.refresh();
		},
		onLeading: () => maintenance.catchUp(),
		// Any program may publish on Redis, so a server that is not here must cost nothing.
		onWake: (guildId) => {
			if (discord.isHere(guildId) && cluster.owns(guildId)) events.dispatcher.pollSoon();
		}
	});
	const isLeader = () => cluster.isLeader;
	const owns = (guildId: string) => cluster.owns(guildId);

	const clients = createKickClients(context);
	const { rest, appTokens, time } = clients;
	const channels = createChannelServices(context, clients, cluster);
	const { lookup, subscriptions } = channels;
	const accounts = createAccountServices(context, clients, channels, cluster);
	const { keys, tokens, revocations, states, botAccount, release } = accounts;
	const echoes = new EchoGuard({
		isSent: (messageId) => sender.isOwnMessage(messageId),
		botUserIds: () => botAccount.userIds,
		botAccountId: () => botAccount.userId,
		clock: systemClock
	});
	const events = createEventServices(context, {
		rest,
		time,
		redis,
		cluster,
		echoes,
		consumers,
		onMessageDelivered: (broadcasterUserId, key) => socket?.deliver(broadcasterUserId, key)
	});
	const { inbox, sentMessages, routes } = events;
	const socket: SocketReader | null = config.useWebsocket
		? createSocketReader(context, { owns, inbox, routes, time })
		: null;
	const sender: ChatSender = createSender(context, { rest, tokens, botAccount, sentMessages, socket, echoes });

	/** Updates the routes of events and the wanted chats. Resolves when events follow the new routes. Never rejects. */
	const routesChanged = async () => {
		socket?.refresh();
		await routes.changed();
	};

	const maintenance: Maintenance = new Maintenance({
		database,
		keys,
		tokens,
		revocations,
		states,
		release,
		subscriptions,
		isLeader,
		hasBot: (guildId) => discord.hasBot(guildId),
		retention: config.retention,
		consumers: () => consumers.names,
		followLinks: () => routes.changed(),
		time,
		logger
	});

	const diagnosed = { database, tokens, botAccount, socket, time, urls: app.urls, wanted: config.events };
	const knownChannels = new KnownChannels(lookup);

	return {
		database,
		redis,
		cluster,
		...clients,
		...channels,
		...accounts,
		...events,
		socket,
		sender,
		guildSender: new GuildSender({ database, sender, discord, metrics, logger }),
		routesChanged,
		guilds: new GuildMembership({
			departures: database.departures,
			links: database.links,
			routesChanged,
			logger,
			clock: systemClock
		}),
		dashboard: createDashboard(context),
		diagnosis: new Diagnosis({ ...diagnosed, lookup }),
		overview: new Overview({
			access: events.access,
			// Reads the cached data of a channel, because a live page asks often.
			diagnosis: new Diagnosis({ ...diagnosed, lookup: knownChannels }),
			channels: knownChannels,
			minutes: new MinuteFigures(database.eventLog),
			streamFigures: events.streamFigures,
			lastEvents: new LastEvents(database.eventLog),
			database,
			counted: () => events.viewerCounter.catchUp()
		}),
		streamWatch: new StreamWatch({ rest, appTokens, database, isLeader, logger }),
		maintenance
	};
}

function createDashboard({ config, app, discord, database, logger }: SetupContext): Dashboard | null {
	const { dashboard: isWanted, discordClientSecret, filesBaseUrl, webBaseUrl, tokenKey, tokenKeyOld } = config;
	if (!isWanted || !discordClientSecret) return null;
	const proxyFor: ProxyFor = (url) => config.proxies.urlFor(url);
	return new Dashboard({
		urls: app.urls,
		secret: tokenKey ?? app.clientSecret,
		oldSecret: tokenKeyOld,
		discordClientSecret,
		discord,
		database,
		filesBaseUrl,
		webBaseUrl,
		proxyFor,
		logger
	});
}
