import { AppTokens } from '../accounts/AppTokens.js';
import { KickOAuthClient, KickRestClient, KickWebsiteClient } from '../kick/index.js';
import type { Surroundings } from './Surroundings.js';

export type KickClients = ReturnType<typeof createKickClients>;

/** All that asks Kick for something. */
export function createKickClients({ config, app }: Pick<Surroundings, 'config' | 'app'>) {
	const oauth = new KickOAuthClient({
		baseUrl: config.idBaseUrl,
		clientId: app.clientId,
		clientSecret: app.clientSecret.reveal(),
		redirectUri: app.urls.callback
	});
	return {
		oauth,
		appTokens: new AppTokens(oauth),
		rest: new KickRestClient({ baseUrl: config.apiBaseUrl }),
		website: new KickWebsiteClient({ baseUrl: config.webBaseUrl })
	};
}
