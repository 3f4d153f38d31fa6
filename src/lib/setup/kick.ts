import { clockText } from '../diagnosis/clockText.js';
import type { ProxyFor } from '../http/outgoingAgent.js';
import { KickClock, KickOAuthClient, KickRestClient, KickTime, KickWebsiteClient } from '../kick/index.js';
import { AppTokens } from '../kick/oauth/AppTokens.js';
import type { Surroundings } from './context.js';

export type KickClients = ReturnType<typeof createKickClients>;

/** All that asks Kick for something. */
export function createKickClients({ config, app, logger }: Pick<Surroundings, 'config' | 'app' | 'logger'>) {
	const clock = new KickClock((aheadMs) => {
		if (aheadMs === 0) logger.info("[Kick] The clock of this machine agrees with Kick's again.");
		else logger.warn(`[Kick] ${clockText(aheadMs)} Until then, times are judged by Kick's clock.`);
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
