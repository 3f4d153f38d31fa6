import type { RESTOptions } from 'discord.js';
import type { OutgoingProxies } from '../lib/config/OutgoingProxies.js';
import { foreignForms } from '../lib/http/foreignForms.js';
import { outgoingAgent } from '../lib/http/outgoingAgent.js';

const ConnectLimitMs = 10_000;

/**
 * The operator's proxy for discord.js' calls of Discord's API; `null` where there is none. The gateway goes without it:
 * discord.js has no setting for that connection.
 */
export function discordAgent(apiUrl: string, proxies: OutgoingProxies): RESTOptions['agent'] {
	const { origin } = new URL(apiUrl);
	if (proxies.urlFor(origin) === null) return null;
	const proxyFor = (url: string) => proxies.urlFor(url);
	const agent = outgoingAgent(origin, { proxyFor, connectTimeoutMs: ConnectLimitMs }).compose(foreignForms);
	// discord.js has the types of undici 6. Both versions understand each other's requests.
	return agent as unknown as RESTOptions['agent'];
}
