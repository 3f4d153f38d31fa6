import { container } from '@sapphire/framework';
import { describe, expect, it, vi } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import { allowAtKick } from '../support/linkRequests.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();

/** Starts a link in Discord and opens it in a browser that is signed in to Kick as the streamer. */
async function opened() {
	const community = world.createCommunity();
	const { manager, streamer } = community;
	world.kick.oauth.signIn(streamer.slug);
	const reply = await manager.slash('kick link');
	const address = reply.buttons[0]?.url ?? '';
	const browser = new Browser();
	return { ...community, reply, address, browser, consent: await world.openConsent(address, browser) };
}

describe('linking an account', () => {
	it('works from the button to the page and back to Discord, and uses the channel of the account', async () => {
		const { manager, streamer, reply, consent } = await opened();
		const page = await consent.submit('Allow');
		expect(page.status).toBe(200);
		expect(page.text).toContain(`${streamer.username} is linked`);
		expect(page.text).toContain('Everything is set up');
		await reply.waitFor(({ content }) => content.includes(`${streamer.username} is linked`));

		const check = await manager.slash('check_kick_config');
		expect(check.content.split('\n').slice(0, 6)).toEqual([
			`✅ kick_channel: ${streamer.slug}`,
			`✅ kick_broadcaster_user_id: ${streamer.userId}`,
			`✅ kick_chatroom_id: ${streamer.chatroomId}`,
			'✅ OAuth token: exists',
			'✅ Webhooks: registered',
			'✅ Chat: ready to send/receive'
		]);
	});

	it('subscribes to all ten events, once', async () => {
		const { streamer, consent } = await opened();
		await consent.submit('Allow');
		const events = world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId);
		expect(new Set(events.map(({ event }) => event)).size).toBe(10);
		expect(events).toHaveLength(10);
	});

	it('keeps the link when the subscriptions cannot be listed, creates none, and reports what is missing', async () => {
		const { manager, streamer, consent } = await opened();
		world.kick.faults.always('GET /public/v1/events/subscriptions', 'serverError');
		const page = await consent.submit('Allow');
		world.kick.faults.clear();
		expect(page.status).toBe(200);
		expect(page.text).toContain('is linked');
		expect(page.text).toContain('/kick sync');
		expect(world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId)).toEqual([]);
		const check = await manager.slash('check_kick_config');
		expect(check.content).toContain('✅ OAuth token: exists');
		expect(check.content).toContain('❌ Webhooks: not registered');
	});
});

it('keeps a channel that is set during the link, without the ids of the linked one', async () => {
	const community = await world.createLinkedCommunity();
	const { guild } = community;
	const other = world.createCommunity().streamer;
	world.kick.faults.next('GET /public/v1/channels', { until: () => container.kick.setChannel(guild.id, other.slug) });
	const page = await world.link(community);
	expect(page.text).toContain(`the channel ${other.slug} belongs to someone else`);
	const kept = { channel: other.slug, broadcasterUserId: null, chatroomId: null };
	expect((await container.kick.profile(guild.id)).unwrap()).toMatchObject(kept);
});

describe('a link is refused', () => {
	it('when the account does not own the channel of the server: nothing is stored', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		const other = world.createCommunity();
		await manager.slash('kick channel', { name: streamer.slug });
		const page = await world.link({ guild, manager, streamer: other.streamer });
		expect(page.status).toBe(403);
		expect(page.text).toContain(`You are signed in to Kick as ${other.streamer.username}`);
		expect((await manager.slash('kick sync')).content).toContain('No OAuth token found');
	});

	it('when the person declines', async () => {
		const { manager, reply, consent } = await opened();
		const page = await consent.submit('Deny');
		expect(page.status).toBe(403);
		expect(page.text).toContain('You declined on Kick');
		await reply.waitFor(({ content }) => content.includes('You declined'));
		expect((await manager.slash('check_kick_config')).content).toContain('❌ OAuth token');
	});

	it('a second time with the same address', async () => {
		const { address, browser, consent } = await opened();
		const page = await consent.submit('Allow');
		expect((await browser.open(page.url)).status).toBe(409);
		const again = await browser.open(address);
		expect(again.status).toBe(409);
		expect(again.text).toContain('already used');
	});

	it('in another browser than the one that started, which can still finish', async () => {
		const { consent, browser } = await opened();
		const { href: callback } = await allowAtKick(consent);
		expect(callback).toContain('/auth/kick/callback?code=');
		const stolen = await new Browser().open(callback);
		expect(stolen.status).toBe(403);
		expect(stolen.text).toContain('another browser');
		expect((await browser.open(callback)).status).toBe(200);
	});

	it('with an unknown state, or without one', async () => {
		for (const query of ['', '?state=', '?state=guessed&code=x', '?state=a&state=b', `?state=${'x'.repeat(5_000)}`]) {
			expect((await new Browser().open(`${world.url}/auth/kick/callback${query}`)).status).toBe(400);
			expect((await new Browser().open(`${world.url}/auth/kick${query}`)).status).toBe(400);
		}
	});

	it('after ten minutes', async () => {
		const { address, consent } = await opened();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
		try {
			expect((await consent.submit('Allow')).text).toContain('expired');
			expect((await new Browser().open(address)).status).toBe(410);
		} finally {
			vi.useRealTimers();
		}
	});

	it('when the code is not from Kick', async () => {
		const { address, browser } = await opened();
		const state = new URL(address).searchParams.get('state') ?? '';
		const page = await browser.open(`${world.url}/auth/kick/callback?code=injected&state=${state}`);
		expect(page.status).toBe(400);
		expect(page.text).toContain('Go back to Discord');
	});

	it.each(['serverError', 'html403', 'edge403', 'empty400', 'cut', 'half', 'rateLimited'] as const)(
		'with a clear page and a clear answer in Discord when Kick answers the code with %s',
		async (fault) => {
			const { reply, consent, manager } = await opened();
			world.kick.faults.next('POST /oauth/token', fault);
			const page = await consent.submit('Allow');
			expect(page.status).toBeGreaterThanOrEqual(400);
			expect(page.text).toContain('could not be linked');
			await reply.waitFor(({ content }) => content.includes('could not be linked'));
			expect((await manager.slash('kick sync')).content).toContain('No OAuth token found');
		}
	);
});

describe('two servers with one account', () => {
	it('share it, and only the last unlink revokes it and deletes the subscriptions', async () => {
		const one = await world.createLinkedCommunity();
		const other = { ...world.createCommunity(), streamer: one.streamer };
		await world.link(other);
		const own = () => world.kick.subscriptions.all.filter((sub) => sub.broadcasterUserId === one.streamer.userId);
		const revocations = () => world.kick.calls.filter(({ path }) => path === '/oauth/revoke').length;
		const before = revocations();

		await one.manager.slash('kick unlink');
		expect(own()).toHaveLength(10);
		expect(revocations()).toBe(before);
		expect((await container.kick.send(other.guild.id, 'still here')).isOk()).toBe(true);
		expect((await container.kick.send(one.guild.id, 'gone')).unwrapErr().code).toBe('not_linked');

		await other.manager.slash('kick unlink');
		expect(own()).toEqual([]);
		expect(revocations()).toBe(before + 1);
	});
});

describe('tokens', () => {
	it('are renewed automatically after they expire, once for many messages', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		world.kick.oauth.expireAccessTokens('user');
		const rotations = world.kick.oauth.rotations;
		const sent = await Promise.all(['a', 'b', 'c'].map((text) => container.kick.send(guild.id, text)));
		expect(sent.every((result) => result.isOk())).toBe(true);
		expect(world.kick.oauth.rotations).toBe(rotations + 1);
		expect(world.kick.chat(streamer.slug).map(({ content }) => content)).toEqual(['a', 'b', 'c']);
	});

	it('that Kick no longer renews ask for a new link everywhere, and a new link fixes it', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, manager, streamer } = community;
		world.kick.oauth.expireAccessTokens('user');
		world.kick.oauth.killRefreshTokens(streamer.slug);
		expect((await container.kick.send(guild.id, 'x')).unwrapErr().code).toBe('relink_required');
		const check = (await manager.slash('check_kick_config')).content;
		expect(check).toContain('❌ OAuth token: no longer valid. Link again');
		expect((await manager.slash('kick say', { message: 'x' })).content).toMatch(/link again/i);
		await world.link(community);
		expect((await container.kick.send(guild.id, 'back')).isOk()).toBe(true);
	});
});

it('Discord would have accepted everything that the bot sent', async () => {
	expect(await world.discord.problems()).toEqual([]);
});
