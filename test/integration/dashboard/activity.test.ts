import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import type { Page } from '../../../sandbox/browser/Page.js';
import { request } from '../../support/dashboardRequests.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();

const MinuteMs = 60_000;
const ago = (lengthMs: number) => new Date(Date.now() - lengthMs);
const activityOf = ({ id }: { id: string }) => `${world.url}/dashboard/${id}/activity`;

/** Returns the text alternatives of the charts. */
const chartsOf = ({ html }: Page) => [...html.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, label]) => label);

describe('the activity', () => {
	it('counts messages, people, events by state, and viewers', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const where = { in: streamer.slug };
		await streamer.goesLive();
		for (const name of ['ana', 'ben', 'ana']) await world.kick.viewer(name).says('hello', where);
		await world.kick.viewer('<b>cleo').follows(where);
		await announced.waitFor(guild.id, 5);
		const { browser } = await world.logIn(manager);
		const page = await browser.open(activityOf(guild));
		expect(page.text).toContain('Messages 3 Chatters 2 Watching now 2 estimate New followers 1');
		expect(chartsOf(page)).toEqual([
			'Chat messages per 15 minutes. The highest value is 3. One stream is shaded.',
			'Chatters per 15 minutes. The highest value is 2. One stream is shaded.',
			expect.stringMatching(/^Median and 95th percentile of the lag per 15 minutes\. The highest is \d+ ms\.$/)
		]);
		expect(page.text).toMatch(/Event Count Chat message 3 New follower 1 Stream began or ended 1/);
		expect(page.text).toMatch(/State Count Handled \d/);
		expect(page.text).toContain('The bot has seen one stream so far.');
		expect(page.text).toContain('Technical details Lag of Kick');
		expect(page.text).toMatch(/Viewer Watched 1\. (ana|ben) under 1 min/);
		expect(page.text).toContain('an estimate');
		expect(page.text).toContain('The log starts at');
	});

	it('shades the streams, lists their titles, and compares the last stream with the one before', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const where = { in: streamer.slug };
		await streamer.goesLive({ title: 'First <b>title', at: ago(10 * MinuteMs) });
		await world.kick.viewer('ana').says('hello', where);
		await streamer.endsStream();
		await announced.waitFor(guild.id, 3);
		const { browser } = await world.logIn(manager);
		const first = await browser.open(`${activityOf(guild)}?hours=1`);
		expect(first.text).toContain('The bot has seen one stream so far.');
		await streamer.goesLive({ title: 'Second title' });
		for (const name of ['ana', 'ben', 'ana']) await world.kick.viewer(name).says('hello', where);
		await announced.waitFor(guild.id, 7);
		const page = await browser.open(activityOf(guild));
		expect(chartsOf(page)[0]).toBe('Chat messages per 15 minutes. The highest value is 4. 2 streams are shaded.');
		expect(page.html.match(/<rect class="band"/g)).toHaveLength(page.html.match(/role="img"/g)!.length * 2);
		expect(page.text).toMatch(/First <b>title ?, [\d:]{8} UTC to [\d:]{8} UTC.*Second title ?, [\d:]{8} UTC to now/);
		expect(page.text).toContain('Figure This stream Before Change');
		expect(page.text).toContain('Messages 3 1 200% more');
		expect(page.text).toContain('Chatters 2 1 100% more');
		expect(page.text).toContain('New followers 0 0 the same');
	});

	it('is exported as CSV for the time of the page, also by HEAD without a body', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		await world.kick.viewer('ana').says('hello', { in: streamer.slug });
		await announced.waitFor(guild.id, 1);
		const { browser } = await world.logIn(manager);
		const page = await browser.open(`${activityOf(guild)}?hours=1`);
		const address = page.link('Export as CSV');
		expect(address).toBe(`${activityOf(guild)}/export?hours=1`);
		const answer = await request(browser, address);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		expect(answer.headers.get('content-disposition')).toMatch(
			/^attachment; filename="kick-activity-\d{4}-\d\d-\d\d-1h\.csv"$/
		);
		const lines = (await answer.text()).trimEnd().split('\r\n');
		expect(lines).toHaveLength(61);
		expect(lines[0]).toBe('from,messages,chatters,viewers,followers,subscriptions,gifts,kicks');
		expect(lines.filter((line) => /^[\dT:.-]+Z,1,1,,0,0,0,0$/.test(line))).toHaveLength(1);
		const head = await request(browser, address, { method: 'HEAD' });
		expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
			200,
			'text/csv; charset=utf-8',
			''
		]);
		expect((await request(new Browser(), address)).headers.get('location')).toContain('/login?to=');
	});

	it('has no export while no account is linked, and the answer says what to do', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const page = await browser.open(`${activityOf(guild)}/export`);
		expect(page.text).toContain('The streamer has to link the Kick account');
	});

	it('shows the last hour, day or week; any other range is the last day', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const { browser } = await world.logIn(manager);
		const day = await browser.open(`${activityOf(guild)}?hours=<script>`);
		expect(day.html).toMatch(/aria-current="page">Last 24 hours/);
		expect(day.html).not.toContain('<script>');
		const hour = await day.click('Last hour');
		expect(chartsOf(hour)[0]).toBe('Chat messages per minute. The highest value is 0. No stream in this period.');
		expect(hour.text).toContain('No events in this period.');
		const week = await hour.click('Last 7 days');
		expect(chartsOf(week)[0]).toBe('Chat messages per 2 hours. The highest value is 0. No stream in this period.');
	});

	it('says what to do if no account is linked', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const page = await browser.open(activityOf(guild));
		expect(page.text).toContain(
			'No OAuth token found. The streamer has to link the Kick account: use Link Kick Account'
		);
		expect(page.link('Link Kick Account')).toBe(`${world.url}/dashboard/${guild.id}/settings#account`);
	});

	it('of another server does not exist', async () => {
		const { guild } = await world.createLinkedCommunity();
		const { browser } = await world.logIn(world.createCommunity().manager);
		expect((await browser.open(activityOf(guild))).status).toBe(404);
		expect((await browser.open(`${activityOf(guild)}/export`)).status).toBe(404);
	});
});

itLeavesNoTrace(world, errors);
