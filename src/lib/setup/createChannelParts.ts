import type { Neighbourhood } from '../cluster/Cluster.js';
import { ChannelLookup } from '../settings/ChannelLookup.js';
import { ChannelSync } from '../settings/ChannelSync.js';
import { ChatroomSync } from '../settings/ChatroomSync.js';
import { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { Surroundings } from './context.js';
import type { KickClients } from './kick.js';

export type ChannelParts = ReturnType<typeof createChannelParts>;

/** The Kick channel of a server: finding it, its ids, and the events that Kick sends of it. */
export function createChannelParts(
	{ config, app, database }: Surroundings,
	{ rest, website, appTokens }: Pick<KickClients, 'rest' | 'website' | 'appTokens'>,
	neighbourhood: Neighbourhood
) {
	const subscriptions = new SubscriptionReconciler({
		rest,
		appTokens,
		database,
		exclusively: (name, work) => neighbourhood.exclusively(name, work),
		clientId: app.clientId,
		events: config.events
	});
	const lookup = new ChannelLookup(rest, appTokens);
	const chatrooms = new ChatroomSync(database, website);
	return { subscriptions, lookup, chatrooms, sync: new ChannelSync(database, lookup, chatrooms, subscriptions) };
}
