import type { TestWorld } from '../../support/TestWorld.js';

export interface DashboardAddress {
	/** Method and pattern of the route below the dashboard: `GET [guildId]/settings`. */
	route: string;
	method: 'GET' | 'POST';
	/** Path below the dashboard, with the ids filled in. */
	path: string;
}

export interface AddressIds {
	guildId: string;
	/** @default an id that no event has */
	eventId?: string;
}

/** Lists every address of the dashboard, so that new addresses are attacked like the others. */
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

/** Leaves out HEAD, which the code of GET answers: see `test/integration/head.test.ts`. */
const isOwnMethod = (method: string) => method !== 'HEAD';

export const isAboutGuild = ({ route }: DashboardAddress) => route.includes('[guildId]');
/** Forms of a login. The theme is a choice without a login, whose form has no token: see `theme.test.ts`. */
export const needsToken = ({ method, route }: DashboardAddress) => method === 'POST' && route !== 'POST theme';
export const isForm = ({ method }: DashboardAddress) => method === 'POST';
