import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { request } from '../../support/dashboardRequests.js';
import { HttpStub, raw } from '../../support/HttpStub.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { useWorld } from '../../support/useWorld.js';

const Picture = Buffer.from('89504e470d0a1a0a', 'hex');
const files = await stopAfterAll(HttpStub.start());
files.reply(raw(200, Picture, { 'content-type': 'image/webp' }));

const world = await useWorld({ KICK_FILES_BASE_URL: files.baseUrl });
const errors = recordErrors();
const { pictures } = container.kick.dashboard!;

/** Server with a manager who is logged in. */
async function atHome() {
	const community = world.createCommunity();
	const { browser } = await world.logIn(community.manager);
	return { ...community, browser };
}

const get = (browser: Browser, address: string | null) => request(browser, `${world.url}${address}`);

describe('the picture of a Discord server or person', () => {
	it('comes through the bot, as a picture that browsers keep for a day', async () => {
		const { browser, guild, manager } = await atHome();
		const addresses = [
			pictures.serverAddress(guild),
			pictures.personAddress({ userId: manager.id, avatar: manager.user.avatar })
		];
		expect(addresses).toEqual([
			`/dashboard/pictures/servers/${guild.id}/${guild.icon}`,
			`/dashboard/pictures/people/${manager.id}/${manager.user.avatar}`
		]);
		for (const address of addresses) {
			const picture = await get(browser, address);
			expect(picture.status).toBe(200);
			expect(picture.headers.get('content-type')).toBe('image/png');
			expect(picture.headers.get('cache-control')).toBe('private, max-age=86400');
			expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
			const bytes = Buffer.from(await picture.arrayBuffer());
			expect(bytes.subarray(1, 4).toString()).toBe('PNG');
			// The simulated Discord draws each picture with 64 pixels a side.
			expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([64, 64]);
		}
	});

	it('is a still one for the hash of an animated one', async () => {
		const { browser, guild } = await atHome();
		guild.setIcon('a_0123456789abcdef0123456789abcdef');
		const picture = await get(browser, pictures.serverAddress(guild));
		expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
	});

	it('has no address without a picture', () => {
		expect(pictures.serverAddress({ id: '1', icon: null })).toBeNull();
		expect(pictures.personAddress({ userId: '1', avatar: null })).toBeNull();
	});

	it('does not exist after it was replaced, and without a login', async () => {
		const { browser, guild, manager } = await atHome();
		const old = pictures.serverAddress(guild);
		guild.setIcon('0123456789abcdef0123456789abcdef');
		expect((await get(browser, old)).status).toBe(404);
		expect((await get(new Browser(), pictures.serverAddress(guild))).status).toBe(404);
		const person = { userId: manager.id, avatar: manager.user.avatar };
		expect((await get(new Browser(), pictures.personAddress(person))).status).toBe(404);
	});
});

describe('a picture that Kick’s API names', () => {
	it('comes through the bot at the address that a page has signed, with its query', async () => {
		const { browser } = await atHome();
		const address = pictures.kickAddress(`${files.baseUrl}/images/user/1/a.webp?seen=1&x=%20#top`);
		expect(address).toMatch(/^\/dashboard\/pictures\/kick\?url=.+&sig=[\w-]{43}$/);
		expect(pictures.kickAddress(`${files.baseUrl}/images/user/1/a.webp?seen=1&x=%20`)).toBe(address);
		files.requests.length = 0;
		const answers = await Promise.all([1, 2, 3].map(() => get(browser, address)));
		for (const picture of answers) {
			expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
			expect(picture.headers.get('cache-control')).toBe('private, max-age=86400');
			expect(Buffer.from(await picture.arrayBuffer())).toEqual(Picture);
		}
		expect(files.requests.map(({ path, query }) => [path, query.toString()])).toEqual([
			['/images/user/1/a.webp', 'seen=1&x=+']
		]);
	});

	it.each([
		'https://files.kick.com/images/user/1/profile_image/a.webp',
		'https://images.kick.com/video_thumbnails/a/b/480.webp',
		'https://stream.kick.com/thumbnails/livestream/1/720.webp',
		'https://kick.com/img/default_livestream_thumbnail.webp'
	])('may be at %s', (url) => {
		expect(pictures.kickAddress(url)).toMatch(/^\/dashboard\/pictures\/kick\?/);
	});

	it('has no address elsewhere, and when Kick names none', () => {
		for (const url of ['https://evil.example/a.png', 'http://169.254.169.254/', '', null]) {
			expect(pictures.kickAddress(url)).toBeNull();
		}
	});

	it('is not loaded with the signature of another one', async () => {
		const { browser } = await atHome();
		const { searchParams } = new URL(pictures.kickAddress(`${files.baseUrl}/a.webp`) ?? '', world.url);
		searchParams.set('url', `${files.baseUrl}/b.webp`);
		files.requests.length = 0;
		expect((await get(browser, `/dashboard/pictures/kick?${searchParams}`)).status).toBe(404);
		expect(files.requests).toEqual([]);
	});
});

describe('the overview of a stream', () => {
	it.each([
		['shows the thumbnail of Kick while it is live', true],
		['shows the profile picture of the channel while it is offline', false]
	])('%s, through the bot', async (_, isLive) => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		if (isLive) await streamer.goesLive({ title: 'Tuesday build', viewers: 12 });
		const { browser } = await world.logIn(manager);
		const { html } = await browser.open(`${world.url}/dashboard/${guild.id}/overview`);
		const address = /<img src="(\/dashboard\/pictures\/kick\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
		const { origin, pathname } = new URL(new URL(address, world.url).searchParams.get('url') ?? '');
		const expected = isLive ? streamer.thumbnail : streamer.account.profilePicture;
		expect(origin + pathname).toBe(expected);
		const picture = await get(browser, address);
		expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
		const bytes = Buffer.from(await picture.arrayBuffer());
		expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(isLive ? [320, 180] : [64, 64]);
	});
});

itLeavesNoTrace(world, errors);
