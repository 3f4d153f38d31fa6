import type { Cluster } from '../cluster/Cluster.js';
import { clockText } from '../diagnosis/times.js';
import type { ProxyFor } from '../http/outgoingAgent.js';
import { AppTokens, KickClock, KickOAuthClient, KickRestClient, KickTime, KickWebsiteClient } from '../kick/index.js';
import { ChannelLookup } from '../settings/ChannelLookup.js';
import { ChannelSync } from '../settings/ChannelSync.js';
import { ChatroomSync } from '../settings/ChatroomSync.js';
import { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { SetupContext } from './context.js';

export type KickClients = ReturnType<typeof createKickClients>;

/** Creates the clients that make requests to Kick. */
export function createKickClients({ config, app, logger }: Pick<SetupContext, 'config' | 'app' | 'logger'>) {
	const clock = new KickClock((aheadMs) => {
		if (aheadMs === 0) logger.info("[Kick] The clock of this machine agrees with Kick's again.");
		else logger.warn(`[Kick] ${clockText(aheadMs)} Until then, the bot uses Kick's clock.`);
	});
	const proxyFor: ProxyFor = (url) => config.proxies.urlFor(url);
	const oauth = new KickOAuthClient({
		proxyFor,
		baseUrl: config.idBaseUrl,
		clock,
		clientId: app.clientId,
		clientSecret: app.clientSecret.reveal(),
		redirectUri: app.urls.callback
	});
	const rest = new KickRestClient({ baseUrl: config.apiBaseUrl, clock, proxyFor });
	return {
		oauth,
		appTokens: new AppTokens(oauth),
		rest,
		time: new KickTime(clock, () => rest.getPublicKey()),
		website: new KickWebsiteClient({ baseUrl: config.webBaseUrl, proxyFor })
	};
}

export type ChannelServices = ReturnType<typeof createChannelServices>;

/** Creates the services for the Kick channels of servers: look-up, sync of ids, and event subscriptions. */
export function createChannelServices(
	{ config, app, database }: SetupContext,
	{ rest, website, appTokens }: Pick<KickClients, 'rest' | 'website' | 'appTokens'>,
	cluster: Cluster
) {
	const subscriptions = new SubscriptionReconciler({
		rest,
		appTokens,
		database,
		exclusively: (name, work) => cluster.exclusively(name, work),
		clientId: app.clientId,
		events: config.events
	});
	const lookup = new ChannelLookup(rest, appTokens);
	const chatrooms = new ChatroomSync(database, website);
	return { subscriptions, lookup, chatrooms, sync: new ChannelSync({ database, lookup, chatrooms, subscriptions }) };
}
