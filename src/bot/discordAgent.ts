import type { RESTOptions } from 'discord.js';
import type { OutgoingProxies } from '../lib/config/OutgoingProxies.js';
import { foreignForms } from '../lib/http/foreignForms.js';
import { outgoingAgent } from '../lib/http/outgoingAgent.js';

const ConnectLimitMs = 10_000;

/**
 * Returns the operator's proxy for discord.js' API requests, or `null` if there is none. The gateway does not use it,
 * because discord.js has no setting for that connection.
 */
export function discordAgent(apiUrl: string, proxies: OutgoingProxies): RESTOptions['agent'] {
	const { origin } = new URL(apiUrl);
	if (proxies.urlFor(origin) === null) return null;
	const proxyFor = (url: string) => proxies.urlFor(url);
	const agent = outgoingAgent(origin, { proxyFor, connectTimeoutMs: ConnectLimitMs }).compose(foreignForms);
	// discord.js has the types of undici 6. The versions are compatible at run time.
	return agent as unknown as RESTOptions['agent'];
}
