import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/browser/Page.js';
import { KickEvents } from '../../../src/lib/kick/events/index.js';
import { formToken, post } from '../../support/dashboardRequests.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { makeDeadLetter as storeDeadLetter } from '../../support/makeDeadLetter.js';
import { seqOf } from '../../support/seqOf.js';
import { untilHandled } from '../../support/untilHandled.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();

const logOf = ({ id }: { id: string }) => `${world.url}/dashboard/${id}/log`;

async function atLog() {
	const community = await world.createLinkedCommunity();
	const { browser } = await world.logIn(community.manager);
	const { guild, streamer } = community;
	const says = (text: string) => world.kick.viewer('ana').says(text, { in: streamer.slug });
	return { ...community, browser, says, page: await browser.open(logOf(guild)) };
}

/** Returns the text of each event on the page, newest first. */
function rowsOf({ html }: Page): string[] {
	const rows = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(html)?.[1]?.split('</tr>').slice(0, -1) ?? [];
	return rows.map((row) =>
		row
			.replace(/<[^>]*>/g, ' ')
			.replace(/\s+/g, ' ')
			.trim()
	);
}

/** Creates an event that a listener has failed on until it became a dead letter. */
async function makeDeadLetter() {
	const place = await atLog();
	await place.says('for the listeners');
	const [event] = await announced.waitFor(place.guild.id, 1);
	const { id } = await untilHandled(place.guild.id);
	await storeDeadLetter(world.place, { guildId: place.guild.id, id });
	return { ...place, event, id, url: `${logOf(place.guild)}/${id}` };
}

describe('the webhook log', () => {
	it('says what to do while it is empty', async () => {
		const { page } = await atLog();
		expect(rowsOf(page)).toEqual([]);
		expect(page.text).toContain('No events yet.');
	});

	it('shows events and their states, newest first, in UTC', async () => {
		const { browser, guild, page, says, streamer } = await atLog();
		await says('hello');
		await world.kick.viewer('ben').follows({ in: streamer.slug });
		await announced.waitFor(guild.id, 2);
		await untilHandled(guild.id);
		const log = await browser.open(page.url);
		expect(rowsOf(log)).toEqual([
			expect.stringMatching(/^ben followed (Handled|Pending Waiting for its turn\.) [\d:]{8} UTC$/),
			expect.stringMatching(/^ana wrote: hello Handled [\d:]{8} UTC$/)
		]);
		const technical = await log.click('Show technical details');
		expect(rowsOf(technical)).toEqual([
			expect.stringMatching(/ UTC channel\.followed Lag [\d.]+ m?s Source Webhook Attempts [01]$/),
			expect.stringMatching(
				/^ana wrote: hello Handled [\d:]{8} UTC chat\.message\.sent Lag [\d.]+ m?s Source Webhook Attempts 1$/
			)
		]);
		expect(rowsOf(await technical.click('Hide technical details'))).toEqual(rowsOf(log));
		const [, iso = ''] = /<time datetime="([^"]+)"/.exec(log.html) ?? [];
		expect(new Date(iso).toISOString()).toBe(iso);
	});

	it('is filtered by type, state and source, and ignores other parameters of the address', async () => {
		const { browser, guild, page, says, streamer } = await atLog();
		await says('hello');
		await world.kick.viewer('ben').follows({ in: streamer.slug });
		await container.kick.events.sendTestEvent(guild.id, 'kicks.gifted');
		const follows = await page.submit('Filter', { type: 'channel.followed' });
		expect(rowsOf(follows)).toEqual([expect.stringMatching(/^ben followed /)]);
		expect(follows.html).toContain('<option value="channel.followed" selected>');
		expect(rowsOf(await follows.click('Show all'))).toHaveLength(3);
		expect(rowsOf(await page.submit('Filter', { source: 'test' }))).toEqual([
			expect.stringMatching(/ gifted [\d,]+ KICKs?.* Test Handled /)
		]);
		const none = await page.submit('Filter', { state: 'dead_letter' });
		expect(none.text).toContain('No events found.');
		for (const query of [
			'type=%00',
			'state=x&source=y',
			'state=put_aside',
			'before=%27',
			'after=<script>',
			'type=a&type=b',
			'before='
		]) {
			const all = await browser.open(`${page.url}?${query}`);
			expect([query, all.status, rowsOf(all).length]).toEqual([query, 200, 3]);
			expect(all.html).not.toContain('<script>');
		}
	});

	it('is shown without chat messages, or with failures only, by its tabs, and keeps the choice', async () => {
		const { browser, guild, page, says, streamer } = await makeDeadLetter();
		await says('hello');
		for (const name of ['ben', 'cleo']) await world.kick.viewer(name).follows({ in: streamer.slug });
		await announced.waitFor(guild.id, 4);
		await untilHandled(guild.id);
		const all = await browser.open(page.url);
		expect(rowsOf(all)).toHaveLength(4);
		const technical = await all.click('Show technical details');
		const quiet = await technical.click('Without chat');
		expect(quiet.html).toMatch(/aria-current="page">Without chat/);
		expect(rowsOf(quiet)).toEqual([
			expect.stringMatching(/^cleo followed .* Attempts [01]$/),
			expect.stringMatching(/^ben followed .* Attempts [01]$/)
		]);
		expect(rowsOf(await quiet.submit('Filter', { state: 'dead_letter' }))).toEqual([]);
		const chosen = await quiet.submit('Filter', { type: 'chat.message.sent' });
		expect(rowsOf(chosen)).toHaveLength(2);
		const failed = await quiet.click('Failed');
		expect(rowsOf(failed)).toEqual([
			expect.stringMatching(
				/^ana wrote: for the listeners Failed A feature of the bot failed, and so did the retries\. .* Error: no role/
			)
		]);
		expect(failed.html).toMatch(/aria-current="page">Failed/);
		expect(rowsOf(await failed.click('Everything'))).toEqual(rowsOf(technical));
	});

	it('has pages in both directions that skip nothing, and keep the filter', async () => {
		const { browser, guild, page, says, streamer } = await atLog();
		for (let batch = 0; batch < 11; batch++) await Promise.all(Array.from({ length: 10 }, () => says('hello')));
		await world.kick.viewer('ben').follows({ in: streamer.slug });
		await announced.waitFor(guild.id, 111);
		const ids = ({ html }: Page) => [...html.matchAll(/<tr id="event-(\w+)"/g)].map(([, id]) => id);
		const first = await browser.open(`${page.url}?type=chat.message.sent`);
		const second = await first.click('Older');
		const third = await second.click('Older');
		expect([first, second, third].map((each) => ids(each).length)).toEqual([50, 50, 10]);
		const all = [first, second, third].flatMap(ids);
		expect(new Set(all).size).toBe(110);
		expect(all).toEqual(all.toSorted().reverse());
		expect(() => third.link('Older')).toThrow();
		expect(() => first.link('Newer')).toThrow();
		const back = await third.click('Newer');
		expect(ids(back)).toEqual(ids(second));
		expect(ids(await back.click('Newest'))).toHaveLength(50);
		expect(second.html).not.toContain('data-stream');
	});
});

describe('the page of an event', () => {
	it('shows anything that Kick sent as plain text', async () => {
		const { browser, guild, page, says } = await atLog();
		await says('<script>alert(1)</script> \u202egnp "quoted"');
		await announced.waitFor(guild.id, 1);
		const event = await (await browser.open(page.url)).click('ana wrote: <script>alert(1)</script> \u202egnp "quoted"');
		expect(event.text).toContain('"content": "<script>alert(1)</script> \\u202egnp \\"quoted\\""');
		expect(event.html).not.toContain('<script>alert');
		expect(event.text).toContain('Type chat.message.sent Source Webhook Received');
	});

	it('does not exist for an unknown event, nor for one of another server', async () => {
		const { browser, guild } = await atLog();
		const other = await makeDeadLetter();
		const unknown = await browser.open(`${logOf(guild)}/01KAAAAAAAAAAAAAAAAAAAAAAA`);
		expect(unknown.status).toBe(404);
		expect(unknown.text).toContain('This event is not in the log');
		for (const id of [other.id, other.event?.context.eventId, '%00', "'", '..%2f..']) {
			const answer = await browser.open(`${logOf(guild)}/${id}`);
			expect([id, answer.status, answer.text]).toEqual([id, 404, unknown.text]);
		}
	});
});

describe('a failed event', () => {
	it('has its cause in plain words, with the error itself in the technical details', async () => {
		const { browser, guild, id, url } = await makeDeadLetter();
		const error = 'DiscordAPIError[50013]: Missing Permissions';
		await storeDeadLetter(world.place, { guildId: guild.id, id, error });
		const log = await browser.open(logOf(guild));
		expect(rowsOf(log)).toEqual([expect.stringContaining('retries. The bot lacks a permission in Discord.')]);
		expect(log.text).not.toContain(error);
		const event = await browser.open(url);
		expect(event.html).toMatch(/<h1><span><bdi>ana<\/bdi> wrote: <bdi>for the listeners<\/bdi><\/span><\/h1>/);
		expect(event.html).toContain('<title>Chat message');
		expect(event.text).toMatch(
			/The bot lacks a permission in Discord\..*Replay.*Dismiss.*Technical details.*Missing Per/
		);
	});

	it('is replayed, and then handled', async () => {
		const { browser, guild, url } = await makeDeadLetter();
		const event = await browser.open(url);
		expect(event.text).toContain('Failed A feature of the bot failed, and the retries failed too.');
		expect(event.text).toContain('Error: no role');
		const replayed = await event.submit('Replay');
		expect(replayed.url).toBe(url);
		expect(replayed.text).toContain('The event is delivered to the listeners again.');
		await announced.waitFor(guild.id, 2);
		await untilHandled(guild.id);
		const handled = await browser.open(url);
		expect(handled.text).toContain('Handled Every feature of the bot has received it.');
		expect(() => handled.submit('Replay')).toThrow();
		expect(handled.text).not.toContain('no role');
	});

	it('is dismissed, and can still be replayed', async () => {
		const { browser, guild, url } = await makeDeadLetter();
		const filtered = await browser.open(`${logOf(guild)}?state=dead_letter`);
		expect(rowsOf(filtered)).toEqual([expect.stringContaining('Failed')]);
		const dismissed = await (await browser.open(url)).submit('Dismiss');
		expect(dismissed.text).toContain('Dismissed. No further action is needed.');
		expect(rowsOf(await browser.open(filtered.url))).toEqual([]);
		await dismissed.submit('Replay');
		await announced.waitFor(guild.id, 2);
	});

	it('is replayed once by a form that is sent again', async () => {
		const { browser, guild, id, url } = await makeDeadLetter();
		const path = `/dashboard/${guild.id}/log/${id}/replay`;
		const token = formToken(await browser.open(url), path);
		const answers = await Promise.all([1, 2, 3].map(() => post(browser, `${world.url}${path}`, { token })));
		expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
	});

	it('cannot be dismissed after it was handled, and the page says so', async () => {
		const { browser, id, url } = await makeDeadLetter();
		const event = await browser.open(url);
		await world.place.run(`UPDATE kick_deliveries SET state = 'handled' WHERE event_seq = ${seqOf(id)}`);
		const refused = await event.submit('Dismiss');
		expect(refused.html).toContain('class="notice failed"');
		expect(refused.text).toContain('Only an event that failed, or is unreadable, can be dismissed.');
	});
});

describe('a test event', () => {
	it('reaches the listeners as a test, and its page reports each step', async () => {
		const { guild, page } = await atLog();
		const sent = await page.submit('Send a test event', { type: 'channel.followed' });
		expect(sent.history.map(({ status }) => status)).toEqual([303, 200]);
		expect(sent.text).toMatch(
			new RegExp(
				[
					'The test event was delivered\\. ',
					'The webhook route answered with 200\\. \\(',
					'It is in the log\\. \\(',
					'1 listener has handled it\\. \\('
				].join('.*')
			)
		);
		expect(sent.text).toContain('Handled Test Every feature of the bot has received it.');
		const [event] = await announced.waitFor(guild.id, 1);
		expect(event?.context).toMatchObject({ isTest: true, type: 'channel.followed' });
		const log = await sent.click('All events');
		expect(rowsOf(log)).toEqual([expect.stringMatching(/ followed Test Handled /)]);
	});

	it('reports the error of a listener', async () => {
		const { page } = await atLog();
		const fail = () => {
			throw new Error('no <b>such</b> channel');
		};
		world.client.on(KickEvents.Follow, fail);
		const sent = await page.submit('Send a test event', { type: 'channel.followed' });
		world.client.off(KickEvents.Follow, fail);
		expect(sent.html).toContain('class="notice failed"');
		expect(sent.text).toContain('A listener failed and will be retried: Error: no <b>such</b> channel');
		expect(sent.html).not.toContain('<b>');
	});

	it('needs a linked account and a known type, and says so', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const page = await browser.open(logOf(guild));
		const refused = await page.submit('Send a test event', { type: 'chat.message.sent' });
		expect(refused.url).toBe(logOf(guild));
		expect(refused.text).toContain(
			'No OAuth token found. The streamer has to link the Kick account: use Link Kick Account'
		);
		const unknown = await refused.submit('Send a test event', { type: 'chat.message.deleted' });
		expect(unknown.text).toContain('Choose one of the types.');
	});
});

describe('a manager of another server', () => {
	it('gets the same "not found" at each address, and changes nothing', async () => {
		const { guild, id } = await makeDeadLetter();
		const { browser, guild: own } = await atLog();
		const unknown = await browser.open(logOf({ id: '1' }));
		for (const path of ['', '/stream', `/${id}`, `/${id}/stream`]) {
			const answer = await browser.open(`${logOf(guild)}${path}`);
			expect([path, answer.status, answer.text]).toEqual([path, 404, unknown.text]);
		}
		for (const path of [`/${id}/replay`, `/${id}/dismiss`, '/test']) {
			const answer = await post(browser, `${logOf(guild)}${path}`, { type: 'channel.followed' });
			expect([path, answer.status]).toEqual([path, 404]);
		}
		expect((await container.kick.events.detail(guild.id, id)).unwrap().state).toBe('dead_letter');
		expect(announced.in(own.id)).toEqual([]);
	});

	it('cannot reach an event through an own server', async () => {
		const { guild, id } = await makeDeadLetter();
		const own = await makeDeadLetter();
		const { forms, sessions } = container.kick.dashboard!;
		const [session] = await sessions.ofUser(own.manager.user.id);
		for (const what of ['replay', 'dismiss']) {
			const url = `${logOf(own.guild)}/${id}/${what}`;
			const ofOther = formToken(await own.browser.open(own.url), `/dashboard/${own.guild.id}/log/${own.id}/${what}`);
			expect((await post(own.browser, url, { token: ofOther })).status).toBe(403);
			// No page contains such a token.
			const token = forms.create(session!, `${own.guild.id}/log/${id}/${what}`);
			const answer = await post(own.browser, url, { token });
			expect([what, answer.status]).toEqual([what, 404]);
			expect(await answer.text()).toContain('This event is not in the log');
		}
		expect((await container.kick.events.detail(guild.id, id)).unwrap().state).toBe('dead_letter');
	});
});

itLeavesNoTrace(world, errors);
