import { foreignMarkup } from '../../support/foreignMarkup.js';
import type { StreamPatch } from '../../support/PageStream.js';
import type { TestWorld } from '../../support/TestWorld.js';
import { type AddressIds, dashboardAddresses, isAboutGuild, isForm } from './dashboardRoutes.js';
import type { Visitor } from './Visitor.js';

const Headers = new Set(
	`allow cache-control connection content-length content-security-policy content-type date keep-alive location
	referrer-policy retry-after set-cookie x-content-type-options`.split(/\s+/)
);

/** What somebody sees at an address, and what of it is not ours. */
export interface Sight {
	address: string;
	html: string;
	problems: string[];
}

export async function see(visitor: Visitor, address: string): Promise<Sight> {
	const answer = await visitor.get(address);
	const html = await answer.text();
	const problems = [
		...(answer.status < 500 ? [] : [`status ${answer.status}`]),
		...[...answer.headers.keys()].filter((name) => !Headers.has(name)).map((name) => `header ${name}`),
		...(html === '' ? [] : foreignMarkup(html))
	];
	return { address, html, problems };
}

/** Every page about a server. */
export async function seePages(world: TestWorld, visitor: Visitor, ids: AddressIds): Promise<Sight[]> {
	const addresses = addressesOf(world, ids).filter(({ path }) => !path.endsWith('/stream'));
	return Promise.all(addresses.map(({ path }) => see(visitor, path)));
}

/** What every stream about a server tells, from the beginning until the event, a chat message, has come. */
export async function seeStreams(world: TestWorld, visitor: Visitor, ids: AddressIds): Promise<Sight[]> {
	const addresses = addressesOf(world, ids).filter(({ path }) => path.endsWith('/stream'));
	return Promise.all(
		addresses.map(async ({ path }) => {
			const stream = await visitor.stream(`${path}?seen=1`);
			const told: StreamPatch[] = [];
			const problems: string[] = [];
			// Those of the settings and of one event tell of it at once.
			const isTold = () => told.some(({ html, list }) => !list || html.includes(ids.eventId ?? ''));
			while (!isTold()) {
				const event = await stream.next();
				if (event === null || !/^(patch|beat)$/.test(event.name)) problems.push(`event ${event?.name}`);
				if (event === null) break;
				if (event.name === 'patch') told.push(...(event.data as StreamPatch[]));
			}
			stream.close();
			problems.push(...told.flatMap(({ html }) => foreignMarkup(html)));
			return { address: path, html: told.map(({ html }) => html).join('\n'), problems };
		})
	);
}

const addressesOf = (world: TestWorld, ids: AddressIds) =>
	dashboardAddresses(world, ids).filter((address) => isAboutGuild(address) && !isForm(address));
