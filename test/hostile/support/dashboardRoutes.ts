import type { TestWorld } from '../../support/TestWorld.js';

export interface DashboardAddress {
	/** As the route has it: `GET [guildId]/settings`, below the dashboard. */
	route: string;
	method: 'GET' | 'POST';
	/** Below the dashboard, with the ids filled in. */
	path: string;
}

export interface AddressIds {
	guildId: string;
	/** @default none: then there is no event at these addresses */
	eventId?: string;
}

/** Every address that the dashboard has, so that one that nobody has thought of is attacked like the others. */
export function dashboardAddresses({ client }: TestWorld, { guildId, eventId = '0' }: AddressIds): DashboardAddress[] {
	const filled = { '[guildId]': guildId, '[eventId]': eventId } as Readonly<Record<string, string>>;
	return [...client.server.routes.values()].flatMap(({ path: [first, ...parts], methods }) =>
		first === 'dashboard'
			? [...methods].filter(isOwnMethod).map((method) => ({
					route: `${method} ${parts.join('/')}`.trim(),
					method: method as 'GET' | 'POST',
					path: parts.map((part) => filled[part] ?? part).join('/')
				}))
			: []
	);
}

/** HEAD is answered by the code of GET: see `test/integration/head.test.ts`. */
const isOwnMethod = (method: string) => method !== 'HEAD';

export const isAboutGuild = ({ route }: DashboardAddress) => route.includes('[guildId]');
export const isForm = ({ method }: DashboardAddress) => method === 'POST';
