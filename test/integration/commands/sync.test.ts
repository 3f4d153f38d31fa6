import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/kick/index.js';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const Subscriptions = '/public/v1/events/subscriptions';

const world = await useWorld();
const errors = recordErrors();

afterEach(() => {
	world.kick.faults.clear();
	world.kick.website.mode = 'ok';
	world.kick.subscriptions.limit = null;
});

const posts = () => world.kick.calls.filter(({ method, path }) => method === 'POST' && path === Subscriptions).length;
const subscriptionsOf = ({ userId }: { userId: number }) =>
	world.kick.subscriptions.all.filter(({ broadcasterUserId }) => broadcasterUserId === userId);

describe.each(commandKinds)('kick sync by %s', (kind) => {
	it('asks for the link first, with or without a channel', async () => {
		const { manager, streamer } = world.createCommunity();
		const { content, ephemeral } = await ask(manager, kind, 'kick sync');
		expect(content).toMatch(/^No OAuth token found\. .*run \/kick link\.$/);
		expect(ephemeral).toBe(kind === 'slash');
		await manager.slash('kick channel', { name: streamer.slug });
		expect((await ask(manager, kind, 'kick sync')).content).toBe(content);
	});

	it('reports each step', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		expect((await ask(manager, kind, 'kick sync')).content.split('\n')).toEqual([
			`Synced ${streamer.slug}.`,
			`✅ kick_broadcaster_user_id: ${streamer.userId}`,
			`✅ kick_chatroom_id: ${streamer.chatroomId}`,
			'✅ Webhooks: 10 of 10 registered'
		]);
	});

	it('accepts a chatroom id by hand', async () => {
		world.kick.website.mode = 'blocked-html';
		const { manager } = await world.createLinkedCommunity();
		const { content } = await ask(manager, kind, 'kick sync', { chatroom_id: 789012 });
		expect(content).toContain('✅ kick_chatroom_id: 789012 (entered by you)');
		expect((await manager.slash('check_kick_config')).content).toContain('✅ kick_chatroom_id: 789012\n');
	});

	it('needs Manage Server', async () => {
		const { guild } = await world.createLinkedCommunity();
		const { content } = await ask(guild.addMember(`guest-${kind}`), kind, 'kick sync', { chatroom_id: 1 });
		expect(content).toMatch(/permission.*Manage (Server|Guild)/i);
	});
});

it.each(['abc', '0', '-5', '1.5', '1e3', '99999999999999999999', '١٢٣', '12 34'])(
	'"!kick sync %s" is answered with how to use it',
	async (text) => {
		const { manager } = world.createCommunity();
		const { content } = await (await manager.says(`!kick sync ${text}`)).reply();
		expect(content).toMatch(/^How to use it:\n`!kick sync \[chatroom_id\]`: /);
	}
);

it('needs no channel name: the link uses the account’s channel', async () => {
	const community = world.createCommunity();
	await world.link(community);
	expect((await community.manager.slash('kick sync')).content).toContain(`Synced ${community.streamer.slug}.`);
});

describe('when the website blocks bots', () => {
	it.each(['blocked-html', 'blocked-json', 'missing'] as const)(
		'as %s, sync succeeds and names the three ways to the chatroom id',
		async (mode) => {
			world.kick.website.mode = mode;
			const { manager, streamer } = await world.createLinkedCommunity();
			const { content } = await manager.slash('kick sync');
			expect(content).toMatch(new RegExp(`^Synced ${streamer.slug}\\.\n`));
			expect(content).toMatch(/⚠️ chatroom_id not resolved.*\/kick sync again.*\/kick link account:bot.*chatroom_id:/);
			expect(content).toContain('✅ Webhooks: 10 of 10 registered');
		}
	);

	it('a known id stays', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		world.kick.website.mode = 'blocked-html';
		const { content } = await manager.slash('kick sync');
		expect(content).toContain(`✅ kick_chatroom_id: ${streamer.chatroomId} (kept`);
	});
});

it('a chatroom id that arrives after a change of channel is not stored for the new channel', async () => {
	const { guild, manager } = await world.createLinkedCommunity();
	const other = world.createCommunity().streamer;
	world.kick.faults.next('GET /api/v2/channels/:slug', {
		until: () => container.kick.setChannel(guild.id, other.slug)
	});
	await manager.slash('kick sync');
	expect((await container.kick.profile(guild.id)).unwrap()).toMatchObject({ channel: other.slug, chatroomId: null });
});

it('a name with _ is found at its address with -', async () => {
	const streamer = world.kick.addStreamer('two-words', { username: 'Two_Words' });
	const community = { ...world.createCommunity(), streamer };
	await community.manager.slash('kick channel', { name: 'Two_Words' });
	await world.link(community);
	const { content } = await community.manager.slash('kick sync');
	expect(content).toContain('Synced Two_Words.');
	expect(content).toContain(`✅ kick_broadcaster_user_id: ${streamer.userId}`);
	expect(content).toContain(`✅ kick_chatroom_id: ${streamer.chatroomId}`);
});

describe('the subscriptions', () => {
	it('that Kick could not create are named, and created by the next sync', async () => {
		world.kick.subscriptions.partialError('channel.followed');
		world.kick.subscriptions.partialError('kicks.gifted');
		const { manager, streamer } = await world.createLinkedCommunity();
		const { content } = await manager.slash('kick sync');
		expect(content).toMatch(
			/❌ Webhooks: 8 of 10 registered\. Missing: channel\.followed, kicks\.gifted\. .*Run \/kick sync again/
		);
		expect(content).toMatch(new RegExp(`^Could not sync all of ${streamer.slug}\\.`));
		expect(content).not.toMatch(/DynamoDB/);

		world.kick.subscriptions.partialError('channel.followed', null);
		world.kick.subscriptions.partialError('kicks.gifted', null);
		expect((await manager.slash('kick sync')).content).toContain('✅ Webhooks: 10 of 10 registered (2 created)');
		expect(subscriptionsOf(streamer)).toHaveLength(10);
	});

	it('beyond the app’s limit are reported as a limit', async () => {
		world.kick.subscriptions.limit = 0;
		const { manager } = await world.createLinkedCommunity();
		const { content } = await manager.slash('kick sync');
		expect(content).toMatch(/❌ Webhooks: 0 of 10 registered\. .*limit of event subscriptions.*verify/);
	});

	it('are not created when they could not be listed', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		for (const { id } of subscriptionsOf(streamer)) world.kick.subscriptions.delete(id);
		const before = posts();
		for (const fault of ['serverError', 'html403', { status: 200, body: '[{"id":' }] satisfies Fault[]) {
			world.kick.faults.always(`GET ${Subscriptions}`, fault);
			const { content } = await manager.slash('kick sync');
			expect(content).toContain(`Could not sync all of ${streamer.slug}.`);
			expect(content).toContain('❌ Webhooks: not checked. ');
		}
		expect(posts()).toBe(before);
		expect(subscriptionsOf(streamer)).toEqual([]);
	});

	it('of this app that exist twice are deleted once, others are kept', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const kept = subscriptionsOf(streamer).map(({ id }) => id);
		world.kick.subscriptions.create(streamer.userId, 'chat.message.sent', 1);
		world.kick.subscriptions.create(streamer.userId, 'kicks.gifted', 1);
		world.kick.subscriptions.create(streamer.userId, 'something.else', 1);
		const { content } = await manager.slash('kick sync');
		expect(content).toContain('✅ Webhooks: 10 of 10 registered (2 duplicates deleted)');
		expect(subscriptionsOf(streamer).map(({ event }) => event)).toContain('something.else');
		expect(subscriptionsOf(streamer).map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
		expect(subscriptionsOf(streamer)).toHaveLength(11);
	});

	it('that were just created are not created again while the listing lags', async () => {
		world.kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		const { manager, streamer } = await world.createLinkedCommunity();
		expect((await manager.slash('kick sync')).content).toContain('✅ Webhooks: 10 of 10 registered');
		world.kick.subscriptions.listLagMs = 0;
		expect(subscriptionsOf(streamer)).toHaveLength(10);
	});
});

describe('when the API fails', () => {
	it.each<[string, Fault, RegExp]>([
		['500', 'serverError', /^Kick has a problem right now\. Try again/],
		['401 for every token', { status: 401, body: { data: {}, message: 'Unauthorized' } }, /^Kick does not accept/],
		['the page of its firewall', 'html403', /^Kick's firewall blocked the request/],
		['429', 'rateLimited', /^Kick asks to slow down/],
		['404', { status: 404, body: { data: {}, message: 'Not found' } }, /^Kick could not find this/],
		['a cut connection', 'cut', /^The connection to Kick was lost/],
		['half an answer', 'half', /^The connection to Kick was lost/],
		['data of another shape', { status: 200, body: { data: 'soon', message: 'OK' } }, /cannot be read/]
	])('with %s, sync says so and keeps what is stored', async (_what, fault, text) => {
		const { manager, streamer } = await world.createLinkedCommunity();
		world.kick.faults.always('GET /public/v1/channels', fault);
		const { content } = await manager.slash('kick sync');
		expect(content).toMatch(text);
		expect(content).not.toMatch(/\n|undefined|\[object|Error/);
		world.kick.faults.clear();
		expect((await manager.slash('check_kick_config')).content).toContain(
			`✅ kick_broadcaster_user_id: ${streamer.userId}\n✅ kick_chatroom_id: ${streamer.chatroomId}\n`
		);
	});

	it('an app token that expired early is renewed silently', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		world.kick.oauth.expireAccessTokens('app');
		expect((await manager.slash('kick sync')).content).toContain(`Synced ${streamer.slug}.`);
	});

	it('a rate limit that ends within two seconds is waited for', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		world.kick.faults.next('GET /public/v1/channels', { fault: 'rateLimited', retryAfterSeconds: 1 });
		expect((await manager.slash('kick sync')).content).toContain(`Synced ${streamer.slug}.`);
	});
});

itLeavesNoTrace(world, errors);
