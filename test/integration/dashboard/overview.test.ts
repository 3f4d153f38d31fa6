import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { PageStream } from '../../support/PageStream.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();

const overviewOf = ({ id }: { id: string }) => `${world.url}/dashboard/${id}/overview`;
const partOf = (html: string, id: string) =>
	new RegExp(`<section[^>]* id="overview-${id}".*?</section>`, 's').exec(html)?.[0] ?? '';

describe('the overview of a server', () => {
	it('is its first page', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		expect((await browser.open(`${world.url}/dashboard/${guild.id}`)).url).toBe(overviewOf(guild));
	});

	it('begins with the first steps, and names no problem twice', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const page = await browser.open(overviewOf(guild));
		expect(page.text).toContain('Next: Set your Kick channel');
		expect(page.text).toContain('Later: Link the Kick account');
		expect(page.text).not.toContain('No Kick channel is set');
		expect(partOf(page.html, 'problems')).toContain('hidden');
	});

	it('shows the stream, the figures, the chat and the last events of a linked channel', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const where = { in: streamer.slug };
		await streamer.goesLive({ title: 'Tuesday <build>' });
		await world.kick.viewer('ana').says('hello', where);
		await world.kick.viewer('ben').follows(where);
		await world.kick.viewer('cleo').gifts(5, where);
		const { browser } = await world.logIn(manager);
		await expect
			.poll(async () => (await browser.open(overviewOf(guild))).text)
			.toContain('cleo gifted 5 subscriptions');
		const page = await browser.open(overviewOf(guild));
		expect(page.text).toMatch(/LIVE .*Tuesday <build>/);
		expect(page.text).toMatch(/New followers 1 .*Gifted subscriptions 5 largest: 5 by cleo/);
		expect(page.text).toContain('ben followed');
		expect(partOf(page.html, 'chat')).toContain('Chat messages a minute, this stream.');
		expect(page.html).not.toContain('<build>');
	});

	it('names each problem with its fix', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		await world.place.run(
			`DELETE FROM kick_subscriptions WHERE broadcaster_user_id = ${streamer.userId} AND event = 'channel.followed'`
		);
		const { browser } = await world.logIn(manager);
		await expect.poll(async () => (await browser.open(overviewOf(guild))).text).toContain('Sync from Kick');
		const synced = await (await browser.open(overviewOf(guild))).submit('Sync from Kick');
		expect(synced.url).toBe(overviewOf(guild));
		expect(synced.text).toContain('Webhooks: 10 of 10 registered');
	});

	it('updates an open page when the channel is set elsewhere', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const page = await browser.open(overviewOf(guild));
		const stream = await PageStream.of(browser, page);
		await container.kick.setChannel(guild.id, streamer.slug);
		const { html, mark } = await stream.patch((patch) => patch.html.includes('Next: </span>Link the Kick account'));
		stream.close();
		expect(html).toContain(`The channel is ${streamer.slug}.`);
		expect((await browser.open(overviewOf(guild))).html).toContain(`/overview/stream?seen=${mark}"`);
	});
});
