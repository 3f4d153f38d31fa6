import { describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/browser/Page.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();

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
		expect(page.text).toContain('Messages 3 Unique chatters 2 Watching now (estimate) 2 Failed 0');
		expect(chartsOf(page)).toEqual([
			'Chat messages per 15 minutes. The highest value is 3.',
			'Unique chatters per 15 minutes. The highest value is 2.',
			expect.stringMatching(/^Median and 95th percentile of the lag per 15 minutes\. The highest is \d+ ms\.$/)
		]);
		expect(page.text).toMatch(/Event Count Chat message 3 New follower 1 Stream began or ended 1/);
		expect(page.text).toMatch(/State Count Handled \d/);
		expect(page.text).toMatch(/Viewer Watched 1\. (ana|ben) under 1 min/);
		expect(page.text).toContain('an estimate');
		expect(page.text).toContain('The log starts at');
	});

	it('shows the last hour, day or week; any other range is the last day', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const { browser } = await world.logIn(manager);
		const day = await browser.open(`${activityOf(guild)}?hours=<script>`);
		expect(day.html).toMatch(/aria-current="page">Last 24 hours/);
		expect(day.html).not.toContain('<script>');
		const hour = await day.click('Last hour');
		expect(chartsOf(hour)[0]).toBe('Chat messages per minute. The highest value is 0.');
		expect(hour.text).toContain('No events in this period.');
		const week = await hour.click('Last 7 days');
		expect(chartsOf(week)[0]).toBe('Chat messages per 2 hours. The highest value is 0.');
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
	});
});

itLeavesNoTrace(world, errors);
