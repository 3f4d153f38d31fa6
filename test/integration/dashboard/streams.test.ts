import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { request } from '../../support/dashboardRequests.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PageStream } from '../../support/PageStream.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();
let mend = () => {};

afterEach(() => {
	vi.useRealTimers();
	mend();
});

async function atLog(query = '') {
	const community = await world.createLinkedCommunity();
	const { browser } = await world.logIn(community.manager);
	const url = `${world.url}/dashboard/${community.guild.id}/log`;
	const says = (text: string) => world.kick.viewer('ana').says(text, { in: community.streamer.slug });
	return { ...community, browser, says, url, page: await browser.open(`${url}${query}`) };
}

/** Opens the log and its stream. The test controls when the server checks access. */
async function following(query = '') {
	const place = await atLog(query);
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	return { ...place, stream: await PageStream.of(place.browser, place.page) };
}

const ended = (reason: string) => [expect.objectContaining({ name: 'end', data: reason })];

describe('the stream of the log', () => {
	it('sends a new event as exactly the row that the page would have', async () => {
		const { browser, page, says, stream } = await following();
		expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
		expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform');
		await says('<b>hello</b>');
		const row = await stream.patch(({ html }) => html.includes('Handled'));
		expect(row.list).toBe('events');
		expect((await browser.open(page.url)).html).toContain(row.html);
		stream.close();
	});

	it('sends what arrived since the page was created, and after a cut what arrived meanwhile', async () => {
		const { browser, guild, page, says, url } = await atLog();
		await says('before the stream');
		const stream = await PageStream.of(browser, page);
		const { mark } = await stream.patch(({ html }) => html.includes('Handled'));
		stream.close();
		await says('during the cut');
		await announced.waitFor(guild.id, 2);
		const again = await PageStream.open(browser, `${url}/stream?seen=${mark}`);
		const { entries } = await container.kick.events.page(guild.id);
		await again.patch(({ html }) => html.includes(entries[0]!.id));
		again.close();
	});

	it('sends events that match the page’s filter, and of all others only changes of state', async () => {
		const { guild, says, stream, streamer } = await following('?type=channel.followed&state=pending&columns=technical');
		await says('not this one');
		await world.kick.viewer('ben').follows({ in: streamer.slug });
		await announced.waitFor(guild.id, 2);
		const handled = await stream.patch(({ html }) => html.includes('Handled'));
		expect(handled.html).toContain('channel.followed');
		expect(handled.list).toBeUndefined();
		stream.close();
	});

	it('sends all rows again when it fell behind', async () => {
		const { browser, guild, says, url } = await atLog();
		for (let batch = 0; batch < 11; batch++) await Promise.all(Array.from({ length: 10 }, () => says('hello')));
		await announced.waitFor(guild.id, 110);
		const stream = await PageStream.open(browser, `${url}/stream?seen=${Date.now() - 60_000}`);
		const { html } = await stream.patch((patch) => patch.html.startsWith('<tbody id="events"'));
		expect(html.split('</tr>')).toHaveLength(51);
		stream.close();
	});

	it('sends heartbeats, so that a page notices a cut', async () => {
		const { stream } = await following();
		vi.advanceTimersByTime(10_000);
		expect(await stream.next()).toMatchObject({ name: 'beat' });
		stream.close();
	});
});

describe('the stream of an event', () => {
	it('sends the changes of its state', async () => {
		const { browser, guild, page, says } = await atLog();
		await says('hello');
		await announced.waitFor(guild.id, 1);
		const event = await (await browser.open(page.url)).click('ana wrote: hello');
		const stream = await PageStream.of(browser, event);
		await container.kick.events.replay(event.url.split('/').at(-1) ?? '', { guildId: guild.id });
		const { html } = await stream.patch((patch) => patch.html.startsWith('<div id="event-technical">'));
		expect(event.html).not.toContain(html);
		stream.close();
	});
});

const Streams = {
	'the chat': () => 'chat/stream',
	'the log': () => 'log/stream',
	'an event': (eventId: string) => `log/${eventId}/stream`,
	'the settings': () => 'settings/stream'
};
type Place = Awaited<ReturnType<typeof atLog>>;
/** Ways to lose access to a server. */
const Losses: Record<string, (place: Place) => unknown> = {
	'the permission is taken away': ({ manager }) => manager.setPermissions([]),
	'the person leaves the server': ({ manager }) => manager.leave(),
	'the bot leaves the server': ({ guild }) => guild.remove(),
	'the person logs out': ({ page }) => page.submit('Log out'),
	'another process ends the session': async ({ manager }) => {
		const other = await openDatabase(world.place.url);
		const rows = await other.sessions.ofUser(manager.id);
		await other.sessions.delete(rows.map(({ idHash }) => idHash));
		await other.close();
	}
};

describe.each(Object.entries(Streams))('the stream of %s', (_name, pathOf) => {
	/** Opens the stream of a server with an event. The test controls all time that access depends on. */
	async function watching() {
		const place = await atLog();
		await place.says('hello');
		await announced.waitFor(place.guild.id, 1);
		const [entry] = (await container.kick.events.page(place.guild.id)).entries;
		const now = performance.now();
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
		// The fake clock starts at 0. Earlier cached answers would lie in its future and never expire.
		vi.advanceTimersByTime(now);
		// From here on, Discord's answer is cached.
		await place.browser.open(place.page.url);
		return { ...place, address: `${world.url}/dashboard/${place.guild.id}/${pathOf(entry!.id)}` };
	}

	it.each(Object.entries(Losses))('ends within a minute when %s', async (_what, lose) => {
		const place = await watching();
		const stream = await PageStream.open(place.browser, place.address);
		expect(stream.response.status).toBe(200);
		vi.advanceTimersByTime(1_000);
		await lose(place);
		vi.advanceTimersByTime(45_000);
		expect((await stream.rest()).filter(({ name }) => name === 'end')).toEqual(ended('access'));
	});

	it.each(Object.entries(Losses))('can no longer be opened 50 seconds after %s', async (_what, lose) => {
		const place = await watching();
		await lose(place);
		vi.advanceTimersByTime(50_000);
		const answer = await request(place.browser, place.address);
		await answer.body?.cancel();
		expect(answer.status).not.toBe(200);
	});
});

describe('a stream', () => {
	it('ends within a minute when the permission is removed', async () => {
		const { browser, manager, stream, url } = await following();
		manager.setPermissions([]);
		vi.advanceTimersByTime(60_000);
		expect((await stream.rest()).filter(({ name }) => name === 'end')).toEqual(ended('access'));
		expect((await request(browser, `${url}/stream`)).status).toBe(404);
	});

	it('continues while the permission is there', async () => {
		const { says, stream } = await following();
		const asked = new Promise<void>((resolve) => {
			mend = world.discord.intercept(({ route }) => {
				if (route === '/users/@me/guilds') resolve();
				return undefined;
			});
		});
		vi.advanceTimersByTime(60_000);
		await asked;
		await says('still here');
		await stream.patch(({ html }) => html.includes('still here'));
		stream.close();
	});

	it('ends silently while Discord does not answer, and the page reconnects', async () => {
		const { stream } = await following();
		mend = world.discord.intercept(({ route }) => (route === '/users/@me/guilds' ? { status: 500 } : undefined));
		vi.advanceTimersByTime(60_000);
		expect((await stream.rest()).filter(({ name }) => name === 'end')).toEqual([]);
	});

	it('ends immediately with the login', async () => {
		const { page, stream } = await following();
		await page.submit('Log out');
		expect(await stream.rest()).toEqual(ended('access'));
	});

	it('is one of at most four of a login: the oldest is closed', async () => {
		const { browser, page, stream } = await following();
		const others = await Promise.all([1, 2, 3].map(() => PageStream.of(browser, page)));
		const fifth = await PageStream.of(browser, page);
		expect(await stream.rest()).toEqual(ended('elsewhere'));
		for (const other of [...others, fifth]) {
			expect(other.response.status).toBe(200);
			other.close();
		}
	});

	it('is only for people who are logged in', async () => {
		const { guild, url } = await atLog();
		for (const address of [`${url}/stream`, `${world.url}/dashboard/${guild.id}/settings/stream`]) {
			expect((await request(new Browser(), address)).status).toBe(401);
		}
	});

	it('ends when the bot stops', async () => {
		const { stream } = await following();
		vi.useRealTimers();
		await container.kick.stop();
		expect(await stream.rest()).toEqual([]);
	});
});

itLeavesNoTrace(world, errors);
