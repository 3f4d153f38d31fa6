import { Leases } from '../../../../src/lib/cluster/Leases.js';
import { KickWebhookTypes } from '../../../../src/lib/kick/events/index.js';
import { KickOAuthClient, KickRestClient } from '../../../../src/lib/kick/index.js';
import { AppTokens } from '../../../../src/lib/kick/oauth/AppTokens.js';
import type { Database } from '../../../../src/lib/storage/types.js';
import { SubscriptionReconciler } from '../../../../src/lib/subscriptions/SubscriptionReconciler.js';

export interface KickApp {
	url: string;
	clientId: string;
	clientSecret: string;
}

export interface TestReconciler {
	reconciler: SubscriptionReconciler;
	close(): Promise<void>;
}

/** Creates the reconciler of one process of the bot. */
export function createReconciler(database: Database, { url, clientId, clientSecret }: KickApp): TestReconciler {
	const rest = new KickRestClient({ baseUrl: url, retryDelayMs: 10 });
	const redirectUri = 'http://localhost/auth/kick/callback';
	const oauth = new KickOAuthClient({ baseUrl: url, clientId, clientSecret, redirectUri });
	const silent = () => {};
	const logger = { debug: silent, info: silent, warn: silent, error: silent };
	const leases = new Leases(database.leases, logger, silent);
	const reconciler = new SubscriptionReconciler({
		rest,
		appTokens: new AppTokens(oauth),
		database,
		exclusively: (name, work) => leases.exclusively(name, work),
		clientId,
		events: KickWebhookTypes
	});
	return {
		reconciler,
		close: async () => {
			await leases.stop();
			await Promise.all([rest.close(), oauth.close()]);
		}
	};
}
