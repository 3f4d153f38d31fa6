import { foreignMarkup } from '../../support/foreignMarkup.js';
import type { StreamPatch } from '../../support/PageStream.js';
import type { TestWorld } from '../../support/TestWorld.js';
import { type AddressIds, dashboardAddresses, isAboutGuild, isForm } from './dashboardRoutes.js';
import type { Visitor } from './Visitor.js';

const Headers = new Set(
	`allow cache-control connection content-disposition content-length content-security-policy content-type
	date keep-alive location referrer-policy retry-after set-cookie x-content-type-options`.split(/\s+/)
);

/** Contents of an address, and what hostile texts have changed in them. */
export interface CheckedPage {
	address: string;
	html: string;
	problems: string[];
}

/** Requests an address, and finds unexpected headers and markup in the answer. */
export async function checkPage(visitor: Visitor, address: string): Promise<CheckedPage> {
	const answer = await visitor.get(address);
	const html = await answer.text();
	const problems = [
		...(answer.status < 500 ? [] : [`status ${answer.status}`]),
		...[...answer.headers.keys()].filter((name) => !Headers.has(name)).map((name) => `header ${name}`),
		...(html === '' ? [] : foreignMarkup(html))
	];
	return { address, html, problems };
}

/** Checks every page about a server. */
export async function checkPages(world: TestWorld, visitor: Visitor, ids: AddressIds): Promise<CheckedPage[]> {
	const addresses = addressesOf(world, ids).filter(({ path }) => !path.endsWith('/stream'));
	return Promise.all(addresses.map(({ path }) => checkPage(visitor, path)));
}

/** Checks every stream about a server, until it has sent the event of `ids`, which is a chat message. */
export async function checkStreams(world: TestWorld, visitor: Visitor, ids: AddressIds): Promise<CheckedPage[]> {
	const addresses = addressesOf(world, ids).filter(({ path }) => path.endsWith('/stream'));
	return Promise.all(
		addresses.map(async ({ path }) => {
			const stream = await visitor.stream(`${path}?seen=1`);
			const patches: StreamPatch[] = [];
			const problems: string[] = [];
			// The streams of the settings and of one event send it first.
			const isSent = () => patches.some(({ html, list }) => !list || html.includes(ids.eventId ?? ''));
			while (!isSent()) {
				const event = await stream.next();
				if (event === null || !/^(patch|beat)$/.test(event.name)) problems.push(`event ${event?.name}`);
				if (event === null) break;
				if (event.name === 'patch') patches.push(...(event.data as StreamPatch[]));
			}
			stream.close();
			problems.push(...patches.flatMap(({ html }) => foreignMarkup(html)));
			return { address: path, html: patches.map(({ html }) => html).join('\n'), problems };
		})
	);
}

const addressesOf = (world: TestWorld, ids: AddressIds) =>
	dashboardAddresses(world, ids).filter((address) => isAboutGuild(address) && !isForm(address));
