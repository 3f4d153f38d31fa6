import { container } from '@sapphire/framework';
import { describe, expect, it, vi } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';
import { post } from '../support/dashboardRequests.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { hiddenFields } from '../support/linkRequests.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

/** Servers of one streamer. All are linked except the last. */
async function serversOfOne(linked: number): Promise<{ linked: Community[]; next: Community }> {
	const [first, ...rest] = Array.from({ length: linked + 1 }, () => world.createCommunity());
	const all = [first!, ...rest.map((community) => ({ ...community, streamer: first!.streamer }))];
	for (const community of all.slice(0, -1)) await world.link(community);
	return { linked: all.slice(0, -1), next: all.at(-1)! };
}

const isLinked = ({ guild }: Community) =>
	container.kick.profile(guild.id).then((profile) => profile.unwrap().account !== null);
const check = async ({ manager }: Community) => (await manager.slash('check_kick_config')).content;
const tokenLine = (text: string) => text.split('\n').find((line) => line.includes('OAuth token')) ?? '';

const press = (page: Page, guild: string, headers: Record<string, string> = {}) =>
	post(new Browser(), `${world.url}/auth/kick/others`, { ...hiddenFields(page), guild }, headers);

describe('a link that has ended on Kick', () => {
	it.each([
		['and the bot has noticed it', true],
		['and the bot has not needed the token since', false]
	])('does not come back in a server when the streamer links another one, %s', async (_when, isNoticed) => {
		const { linked, next } = await serversOfOne(2);
		const [one, other] = linked as [Community, Community];
		one.streamer.disconnectsApp();
		if (isNoticed) {
			expect((await container.kick.send(one.guild.id, 'x')).unwrapErr().code).toBe('relink_required');
			expect(tokenLine(await check(one))).toContain('no longer valid. Link again');
		}
		const page = await world.link(next);
		expect(page.text).toContain(`${one.streamer.username} is linked to ${next.guild.name}`);
		expect(page.text).toMatch(`no longer linked: ${one.guild.name}, ${other.guild.name}.`);
		expect(page.html).not.toContain('Unlink from');

		expect(await isLinked(next)).toBe(true);
		for (const old of linked) {
			expect((await container.kick.send(old.guild.id, 'x')).unwrapErr().code).toBe('not_linked');
			expect(tokenLine(await check(old))).toBe(
				'❌ OAuth token: missing. No OAuth token found: the streamer has to run /kick link.'
			);
		}
		const { deliveries } = await world.kick.viewer('ana').says('hello', { in: next.streamer.slug });
		expect(deliveries.map(({ status }) => status)).toEqual([200]);
		const [logged] = await container.kick.events.list({ limit: 1 });
		expect(logged?.deliveries.map(({ guildId }) => guildId)).toEqual([next.guild.id]);
		for (const old of linked) expect((await container.kick.events.page(old.guild.id)).entries).toEqual([]);
	});

	it('is linked again in the same server, and stays', async () => {
		const { linked } = await serversOfOne(2);
		const [one, other] = linked as [Community, Community];
		one.streamer.disconnectsApp();
		expect((await world.link(one)).status).toBe(200);
		expect([await isLinked(one), await isLinked(other)]).toEqual([true, false]);
		expect((await container.kick.send(one.guild.id, 'back')).isOk()).toBe(true);
		expect((await world.link(other)).status).toBe(200);
		expect([await isLinked(one), await isLinked(other)]).toEqual([true, true]);
	});

	it('does not come back when the account becomes the bot account', async () => {
		const { linked } = await serversOfOne(1);
		const one = linked[0]!;
		one.streamer.disconnectsApp();
		const owner = one.guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		world.kick.oauth.signIn(one.streamer.slug);
		const reply = await owner.slash('kick link', { account: 'bot' });
		const page = await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
		expect(page.text).toContain(`no longer linked: ${one.guild.name}.`);
		expect(await isLinked(one)).toBe(false);
		expect(world.kick.subscriptions.all.filter((sub) => sub.broadcasterUserId === one.streamer.userId)).toEqual([]);
		expect(await check(one)).toContain(`✅ Bot account: ${one.streamer.username}`);
		await owner.slash('kick unlink', { account: 'bot' });
	});

	it('is kept and shown while Kick does not say whether it has ended', async () => {
		const { linked, next } = await serversOfOne(1);
		world.kick.oauth.expireAccessTokens('user');
		world.kick.oauth.signIn(next.streamer.slug);
		const consent = await world.openConsent(await world.linkAddress(next.manager));
		// The first request exchanges the code, the second renews the old token.
		world.kick.faults.next('POST /oauth/token', { until: Promise.resolve() }, 'serverError');
		const page = await consent.submit('Allow');
		expect(page.status).toBe(200);
		expect(page.text).toContain(`Unlink from ${linked[0]!.guild.name}`);
		expect([await isLinked(linked[0]!), await isLinked(next)]).toEqual([true, true]);
	});
});

describe('the page of a finished link', () => {
	it('shows where else the account is linked, but does not tell Discord', async () => {
		const { linked, next } = await serversOfOne(1);
		const reply = await next.manager.slash('kick link');
		world.kick.oauth.signIn(next.streamer.slug);
		const page = await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
		expect(page.text).toContain(`${next.streamer.username} is also linked to the Discord servers below.`);
		expect(page.text).toContain(`Unlink from ${linked[0]!.guild.name}`);
		expect(page.text).not.toContain(`Unlink from ${next.guild.name}`);
		expect((await reply.next()).content).not.toContain(linked[0]!.guild.name);
		expect((await world.link(linked[0]!)).text).toContain(`Unlink from ${next.guild.name}`);
	});

	it('does not show that if the account is linked to no other server, or is not the right one', async () => {
		const { linked, next } = await serversOfOne(1);
		expect((await world.link(world.createCommunity())).html).not.toContain('<form');
		await next.manager.slash('kick channel', { name: world.createCommunity().streamer.slug });
		const refused = await world.link(next);
		expect([refused.status, refused.html.includes(linked[0]!.guild.name)]).toEqual([403, false]);
	});

	it('ends each of these links with a button, and shows the remaining ones', async () => {
		const { linked, next } = await serversOfOne(2);
		const [one, other] = linked as [Community, Community];
		const page = await world.link(next);
		const done = await page.submit(`Unlink from ${one.guild.name}`);
		expect(done.status).toBe(200);
		expect(done.text).toContain(`${one.streamer.username} is no longer linked to ${one.guild.name}`);
		expect(done.text).not.toContain(`Unlink from ${one.guild.name}`);
		expect([await isLinked(one), await isLinked(other), await isLinked(next)]).toEqual([false, true, true]);
		expect(tokenLine(await check(one))).toContain('missing');

		const last = await done.submit(`Unlink from ${other.guild.name}`);
		expect(last.html).not.toContain('<form');
		expect([await isLinked(other), await isLinked(next)]).toEqual([false, true]);
		expect((await container.kick.send(next.guild.id, 'still here')).isOk()).toBe(true);
	});

	it('names a server that the bot has left by its id, and can end its link as well', async () => {
		const { linked, next } = await serversOfOne(1);
		const { guild } = linked[0]!;
		guild.remove();
		const page = await world.link(next);
		expect((await page.submit(`Unlink from ${guild.id}`)).status).toBe(200);
		guild.add();
		expect(await isLinked(linked[0]!)).toBe(false);
	});

	it('ends a link once, and not one that was created again since', async () => {
		const { linked, next } = await serversOfOne(1);
		const one = linked[0]!;
		const page = await world.link(next);
		expect((await press(page, one.guild.id)).status).toBe(200);
		expect((await press(page, one.guild.id)).status).toBe(409);
		await world.link(one);
		const late = await press(page, one.guild.id);
		expect([late.status, await isLinked(one)]).toEqual([409, true]);
		expect(await late.text()).toContain('removed or renewed after you opened this page');
	});

	it('ends only the links that it shows: not its own, nor those of another account', async () => {
		const { next } = await serversOfOne(1);
		const foreign = await world.createLinkedCommunity();
		const page = await world.link(next);
		for (const { guild } of [next, foreign]) expect((await press(page, guild.id)).status).toBe(403);
		expect([await isLinked(next), await isLinked(foreign)]).toEqual([true, true]);
	});

	it('ends nothing for another site, with another ticket, or after ten minutes', async () => {
		const { linked, next } = await serversOfOne(1);
		const one = linked[0]!;
		const page = await world.link(next);
		for (const origin of ['https://evil.example', 'null']) {
			expect((await press(page, one.guild.id, { origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
		}
		const { ticket = '' } = hiddenFields(page);
		for (const forged of ['', 'x', `${ticket.slice(0, -4)}AAAA`, ticket.slice(8)]) {
			const body = { ticket: forged, guild: one.guild.id };
			expect((await post(new Browser(), `${world.url}/auth/kick/others`, body)).status).toBe(403);
		}
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1_000 });
		try {
			expect((await press(page, one.guild.id)).status).toBe(410);
		} finally {
			vi.useRealTimers();
		}
		expect(await isLinked(one)).toBe(true);
	});
});

itLeavesNoTrace(world, errors);
