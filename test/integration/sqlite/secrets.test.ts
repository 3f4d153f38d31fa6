import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/browser/Page.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { spyOnSecrets } from '../../support/spyOnSecrets.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
/** Secrets that must not appear anywhere, by name. */
let secrets: Map<string, string>;
let pages: Page[];
let databaseWhileLinked: Buffer;

const callsTo = (path: string) => world.kick.calls.filter((call) => call.path === path);

/** Returns the bytes of the database, with the part that is not yet in its main file. */
async function databaseBytes(): Promise<Buffer> {
	const files = await Promise.all(
		['', '-wal'].map((ending) =>
			readFile(`${world.place.url.replace('file:', '')}${ending}`).catch(() => Buffer.alloc(0))
		)
	);
	return Buffer.concat(files);
}

const seenIn = (text: string | Buffer) =>
	[...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => name);

/** Uses a link from start to end, with a Kick that repeats requests in its errors. */
beforeAll(async () => {
	const collect = spyOnSecrets(world);
	const { manager, streamer } = world.createCommunity();
	const link = async (account: string) => {
		world.kick.oauth.signIn(account);
		const consent = await world.openConsent(await world.linkAddress(manager));
		pages.push(await consent.submit('Allow'));
	};
	const echoed = (path: string) => {
		const call = callsTo(path).at(-1);
		return JSON.stringify([call?.headers.authorization, call?.body]);
	};
	const say = () => manager.slash('kick say', { message: 'hi' });

	pages = [];
	await manager.slash('kick channel', { name: streamer.slug });
	await link(streamer.slug);
	await say();
	world.kick.oauth.expireAccessTokens();
	await say();
	await manager.slash('kick sync');
	databaseWhileLinked = await databaseBytes();

	for (const status of [400, 401, 403, 500]) {
		const body = { data: echoed('/public/v1/chat'), message: echoed('/public/v1/chat') };
		world.kick.faults.always('POST /public/v1/chat', { status, body });
		await say();
	}
	const echo = { error: 'server_error', error_description: echoed('/oauth/token') };
	world.kick.faults.always('POST /oauth/token', { status: 500, body: echo });
	world.kick.faults.always('POST /oauth/revoke', { status: 400, body: echo });
	await say();
	await link(streamer.slug);
	await manager.slash('check_kick_config');
	await manager.slash('kick unlink');
	secrets = collect();
});

describe('tokens and secrets', () => {
	it('exist: both of each pair, of the app, codes and verifiers', () => {
		expect([...secrets.keys()]).toEqual(
			expect.arrayContaining(['access token 1', 'refresh token 1', 'app token 0', 'code 0', 'PKCE verifier 0'])
		);
		for (const secret of secrets.values()) expect(secret.length).toBeGreaterThan(30);
	});

	it('are in no message of the bot in Discord', () => {
		expect(seenIn(JSON.stringify(world.discord.calls.map(({ path, query, body }) => [path, query, body])))).toEqual([]);
	});

	it('are in no line of the log', () => {
		expect(world.log.length).toBeGreaterThan(0);
		expect(seenIn(world.log.join('\n'))).toEqual([]);
	});

	it('are not readable in the database, neither while it is linked nor after', async () => {
		expect(databaseWhileLinked.includes('kick_channel')).toBe(true);
		expect(seenIn(databaseWhileLinked)).toEqual([]);
		expect(seenIn(await databaseBytes())).toEqual([]);
	});

	it('are on no page that the browser shows, in no header and no address of the bot', () => {
		expect(pages).toHaveLength(2);
		const botPages = pages.flatMap(({ history }) => history).filter(({ url }) => url.startsWith(world.url));
		const callbacks = botPages.filter(({ url }) => new URL(url).searchParams.has('code'));
		const others = botPages.filter((hop) => !callbacks.includes(hop));
		expect(seenIn(pages.map(({ html }) => html).join('\n'))).toEqual([]);
		expect(seenIn(JSON.stringify([callbacks.map(({ headers }) => headers), others]))).toEqual([]);
	});

	it('leave the bot only to Kick, each in its proper place', () => {
		const elsewhere = world.kick.calls.filter(({ path }) => !path.startsWith('/oauth/'));
		const addressesAndBodies = elsewhere.map(({ path, query, body }) => [path, query.toString(), body]);
		expect(seenIn(JSON.stringify(addressesAndBodies))).toEqual([]);
		const website = elsewhere.filter(({ path }) => path.startsWith('/api/v2/'));
		expect(website.length).toBeGreaterThan(0);
		expect(seenIn(JSON.stringify(website.map(({ headers }) => headers)))).toEqual([]);
	});
});

itLeavesNoTrace(world, errors);
