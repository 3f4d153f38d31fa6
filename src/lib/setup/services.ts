import type { ChatSender } from '../chat/ChatSender.js';
import { GuildSender } from '../chat/GuildSender.js';
import { Neighbourhood } from '../cluster/Cluster.js';
import { Dashboard } from '../dashboard/Dashboard.js';
import { Diagnosis } from '../diagnosis/Diagnosis.js';
import { EchoGuard } from '../echoes/EchoGuard.js';
import { GuildMembership } from '../GuildMembership.js';
import type { ProxyFor } from '../http/outgoingAgent.js';
import { Maintenance } from '../Maintenance.js';
import { RedisLink } from '../redis/RedisLink.js';
import type { SocketReader } from '../socket/SocketReader.js';
import { systemClock } from '../time/Clock.js';
import { StreamWatch } from '../viewers/StreamWatch.js';
import { createAccountParts } from './accounts.js';
import type { Surroundings } from './context.js';
import { createChannelParts } from './createChannelParts.js';
import { createSocketReader } from './createSocketReader.js';
import { createEventParts } from './events.js';
import { createKickClients } from './kick.js';
import { createSender } from './sending.js';

export type KickParts = ReturnType<typeof createParts>;

/** Puts the parts together; nothing here starts anything. */
export function createParts(surroundings: Surroundings) {
	const { config, app, database, discord, metrics, consumers, logger } = surroundings;
	const redis = config.redisUrl ? new RedisLink(config.redisUrl, logger) : null;
	const neighbourhood: Neighbourhood = new Neighbourhood({
		leases: database.leases,
		discord,
		redis,
		logger,
		onGained: () => {
			void events.dispatcher.takeOver();
			socket?.look();
		},
		onLeading: () => maintenance.catchUp(),
		// Anything may be published on Redis: a server that is not here costs nothing.
		onWake: (guildId) => {
			if (discord.isHere(guildId) && neighbourhood.owns(guildId)) events.dispatcher.pollSoon();
		}
	});
	const isLeader = () => neighbourhood.isLeader;
	const owns = (guildId: string) => neighbourhood.owns(guildId);

	const clients = createKickClients(surroundings);
	const { rest, appTokens, time } = clients;
	const channels = createChannelParts(surroundings, clients, neighbourhood);
	const { lookup, subscriptions } = channels;
	const accounts = createAccountParts(surroundings, clients, channels, neighbourhood);
	const { keys, tokens, revocations, states, botAccount, release } = accounts;
	const echoes = new EchoGuard({
		isSent: (messageId) => sender.isOwnMessage(messageId),
		botUserIds: () => botAccount.userIds,
		botAccountId: () => botAccount.userId,
		clock: systemClock
	});
	const events = createEventParts(surroundings, {
		rest,
		time,
		redis,
		neighbourhood,
		echoes,
		consumers,
		onMessageDelivered: (broadcasterUserId, key) => socket?.deliver(broadcasterUserId, key)
	});
	const { inbox, ownMessages, routes } = events;
	const socket: SocketReader | null = config.useWebsocket
		? createSocketReader(surroundings, { owns, inbox, routes, time })
		: null;
	const sender: ChatSender = createSender(surroundings, { rest, tokens, botAccount, ownMessages, socket, echoes });

	/** Events may go to other servers than before, and other chats may be wanted. Resolves when they do. Never rejects. */
	const routesChanged = async () => {
		socket?.look();
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

	return {
		database,
		redis,
		neighbourhood,
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
		dashboard: createDashboard(surroundings),
		diagnosis: new Diagnosis(database, lookup, tokens, botAccount, socket, time, {
			urls: app.urls,
			wanted: config.events
		}),
		streamWatch: new StreamWatch({ rest, appTokens, database, isLeader, logger }),
		maintenance
	};
}

function createDashboard({ config, app, discord, database, logger }: Surroundings): Dashboard | null {
	const { dashboard: isWanted, discordClientSecret, filesBaseUrl, tokenKey, tokenKeyOld } = config;
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
		proxyFor,
		logger
	});
}
