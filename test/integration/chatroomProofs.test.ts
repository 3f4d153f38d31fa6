import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RealtimeEvent } from '../../sandbox/kick/realtime/events/RealtimeEvent.js';
import type { KickChatMessage } from '../../src/lib/kick/events/index.js';
import { HeardEvents } from '../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const Wait = { timeout: 60_000, interval: 20 };
const WaitsForProof = /⚠️ kick_chatroom_id: \d+ waits for proof that it is this channel's\..*\/kick sync/;

const world = await useWorld({ KICK_USE_WEBSOCKET: 'true' });
const announced = new HeardEvents(world.client);
const errors = recordErrors();

afterEach(() => {
	world.kick.website.mode = 'ok';
	world.kick.webhooks.enabled = true;
	world.kick.realtime.loses = () => false;
});

const says = (name: string, content: string, { slug }: { slug: string }) =>
	world.kick.viewer(name).says(content, { in: slug });
const check = async ({ manager }: Community) => (await manager.slash('check_kick_config')).content;
const joined = ({ slug }: { slug: string }) => world.kick.realtime.waitForSubscription(slug, 1, 60_000);

/** Returns contents and sources of a server's messages, once the last of these has arrived. */
async function receivedBy({ guild }: Community, last: string): Promise<string[]> {
	const messages = () =>
		announced
			.in(guild.id)
			.map(({ event, context }) => `${(event as Partial<KickChatMessage>).content ?? context.type} ${context.source}`);
	await vi.waitFor(() => expect(messages().join('\n')).toContain(last), Wait);
	return messages();
}

/** Creates a linked server without a chatroom id, because Kick's website does not answer. */
async function linkedWithoutId(): Promise<Community> {
	world.kick.website.mode = 'blocked-html';
	return world.createLinkedCommunity();
}

/** Creates the same, with a chatroom id typed by hand. */
async function typed(chatroomId: (community: Community) => number = ({ streamer }) => streamer.chatroomId) {
	const community = await linkedWithoutId();
	await community.manager.slash('kick sync', { chatroom_id: chatroomId(community) });
	return community;
}

/** Sends a message by socket alone, because nothing else would show whether the socket is used. */
async function receivesSocketOf(community: Community): Promise<boolean> {
	const marker = `by socket ${crypto.randomUUID()}`;
	const last = `by webhook ${crypto.randomUUID()}`;
	world.kick.webhooks.enabled = false;
	await says('ana', marker, community.streamer);
	world.kick.webhooks.enabled = true;
	// A message from the socket is stored before a later webhook.
	await says('ana', last, community.streamer);
	return (await receivedBy(community, last)).includes(`${marker} websocket`);
}

const proofs = async () => {
	const rows = await world.place.query('SELECT * FROM kick_chatrooms ORDER BY chatroom_id');
	return rows.map((row) => [Number(row.chatroom_id), Number(row.broadcaster_user_id), String(row.proven_by)]);
};
const proofOf = async (chatroomId: number) => (await proofs()).find(([id]) => id === chatroomId);

/** Returns how many frames of unproven chatrooms were ignored. */
async function unprovenFrames(): Promise<number> {
	const metrics = await (await fetch(`${world.url}/metrics`)).text();
	return Number(/kick_socket_frames_total\{outcome="unproven"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

describe('a chatroom id that was typed by hand', () => {
	it('is listened to, and nothing of it is announced, counted or stored', async () => {
		const stranger = world.kick.addStreamer('stranger');
		const community = await typed(() => stranger.chatroomId);
		await joined(stranger);
		const before = await unprovenFrames();
		await says('eve', 'not for you', stranger);
		stranger.clearsChat();
		stranger.setsChatMode({ slowMode: 7 });
		await vi.waitFor(async () => expect(await unprovenFrames()).toBeGreaterThanOrEqual(before + 3), Wait);
		await says('ana', 'for you', community.streamer);
		expect(await receivedBy(community, 'for you')).toEqual(['for you webhook']);
		expect((await community.manager.slash('kick chatters')).content).not.toContain('eve');
		expect((await container.kick.watchtime.of(community.guild.id, 'eve')).unwrapErr().code).toBe('not_found');
		const rows = await world.place.query("SELECT payload FROM kick_events WHERE payload LIKE '%not for you%'");
		expect(rows).toEqual([]);
	});

	it('is reported as waiting for its proof by the check, the answer and the dashboard', async () => {
		const stranger = world.kick.addStreamer('stranger2');
		const community = await linkedWithoutId();
		const answer = await community.manager.slash('kick sync', { chatroom_id: stranger.chatroomId });
		expect(answer.content).toMatch(/✅ kick_chatroom_id: \d+ \(entered by you\)\. .*once it is proven/);
		await joined(stranger);
		expect(await check(community)).toMatch(WaitsForProof);
		expect(await check(community)).toMatch(
			/⚠️ Live socket: this chatroom is not used .*arrives by webhook.*channel's owner.*Kick's website/
		);
		const { browser } = await world.logIn(community.manager);
		const settings = await browser.open(`${world.url}/dashboard/${community.guild.id}/settings`);
		expect(settings.text).toMatch(/kick_chatroom_id: \d+ waits for proof that it is this channel's\./);
		const saved = await settings.submit('Save chatroom ID', { chatroom_id: String(stranger.chatroomId + 1_000) });
		expect(saved.text).toMatch(/is saved\..*once it is proven/);
	});

	it('waits for its proof as well if another program has written it into the database', async () => {
		const stranger = world.kick.addStreamer('stranger3');
		const community = await linkedWithoutId();
		await world.place.run(
			`INSERT INTO bot_settings (discord_server_id, key, value)
			VALUES (${community.guild.id}, 'kick_chatroom_id', '${stranger.chatroomId}')`
		);
		await joined(stranger);
		await says('eve', 'not for you either', stranger);
		await says('ana', 'for you', community.streamer);
		expect(await receivedBy(community, 'for you')).toEqual(['for you webhook']);
		expect(await check(community)).toMatch(WaitsForProof);
	});
});

describe('a chatroom id that was typed by hand does not replace', () => {
	const wrong = 424_242;
	const dashboardOf = async ({ guild, manager }: Community) => {
		const { browser } = await world.logIn(manager);
		return browser.open(`${world.url}/dashboard/${guild.id}/settings`);
	};

	it('the one that Kick’s website gives, and the answer says so', async () => {
		const community = await world.createLinkedCommunity();
		const { chatroomId, userId } = community.streamer;
		const { content } = await community.manager.slash('kick sync', { chatroom_id: wrong });
		expect(content).toContain(`⚠️ kick_chatroom_id: ${chatroomId} (from Kick's website, so ${wrong} was not used)`);
		expect((await container.kick.profile(community.guild.id)).unwrap().chatroomId).toBe(chatroomId);
		expect(await proofOf(chatroomId)).toEqual([chatroomId, userId, 'website']);
		expect(await receivesSocketOf(community)).toBe(true);
	});

	it('one from the website, also when the website no longer answers', async () => {
		const community = await world.createLinkedCommunity();
		const { chatroomId } = community.streamer;
		world.kick.website.mode = 'blocked-html';
		const { content } = await community.manager.slash('kick sync', { chatroom_id: wrong });
		expect(content).toContain(
			`⚠️ kick_chatroom_id: ${chatroomId} (kept, because it is proven to be this channel's. ${wrong} was not used)`
		);
		const settings = await dashboardOf(community);
		const refused = await settings.submit('Save chatroom ID', { chatroom_id: String(wrong) });
		expect(refused.text).toContain(`Nothing was changed: ${chatroomId} is proven to be the chatroom of this channel.`);
		const saved = await container.kick.setChatroomId(community.guild.id, wrong);
		expect(saved.unwrapErr().code).toBe('chatroom_proven');
		expect(await check(community)).toContain(`✅ kick_chatroom_id: ${chatroomId}\n`);
		await joined(community.streamer);
		expect(await receivesSocketOf(community)).toBe(true);
	});

	it('one that a message has proven', async () => {
		const community = await typed();
		const { chatroomId } = community.streamer;
		await joined(community.streamer);
		await says('ana', 'the proof', community.streamer);
		await vi.waitFor(async () => expect((await proofOf(chatroomId))?.[2]).toBe('message'), Wait);
		const { content } = await community.manager.slash('kick sync', { chatroom_id: wrong });
		expect(content).toContain(`kick_chatroom_id: ${chatroomId} (kept, because it is proven`);
	});

	it('the website’s correction of an unproven one', async () => {
		const community = await typed(() => wrong);
		world.kick.website.mode = 'ok';
		const { content } = await community.manager.slash('kick sync', { chatroom_id: wrong });
		expect(content).toContain(`kick_chatroom_id: ${community.streamer.chatroomId} (from Kick's website`);
	});
});

describe('a chatroom id that was typed by hand replaces', () => {
	it('another one that is not proven', async () => {
		const community = await typed(() => 424_242);
		const { chatroomId } = community.streamer;
		const { content } = await community.manager.slash('kick sync', { chatroom_id: chatroomId });
		expect(content).toContain(`✅ kick_chatroom_id: ${chatroomId} (entered by you)`);
		expect((await container.kick.setChatroomId(community.guild.id, 424_243)).isOk()).toBe(true);
		expect((await container.kick.profile(community.guild.id)).unwrap().chatroomId).toBe(424_243);
	});

	it('a proven one after that was forgotten', async () => {
		const community = await world.createLinkedCommunity();
		const set = (id: number | null) => container.kick.setChatroomId(community.guild.id, id);
		expect((await set(null)).isOk()).toBe(true);
		expect((await set(424_244)).isOk()).toBe(true);
		expect(await check(community)).toMatch(WaitsForProof);
	});
});

describe('a proof', () => {
	it('is a message id that also came by webhook, the socket first', async () => {
		const community = await typed();
		await joined(community.streamer);
		expect(await check(community)).toMatch(WaitsForProof);
		expect(await receivesSocketOf(community)).toBe(false);
		await vi.waitFor(async () => expect(await check(community)).not.toContain('waits for proof'), Wait);
		const { chatroomId, userId } = community.streamer;
		await vi.waitFor(async () => expect(await proofOf(chatroomId)).toEqual([chatroomId, userId, 'message']), Wait);
		expect(await check(community)).toContain(`✅ kick_chatroom_id: ${chatroomId}\n`);
		expect(await receivesSocketOf(community)).toBe(true);
	});

	it('is a message id that also came by webhook, the webhook first', async () => {
		const community = await typed();
		await joined(community.streamer);
		const late: RealtimeEvent[] = [];
		world.kick.realtime.loses = (event) => late.push(event) > 0;
		await says('ana', 'hello', community.streamer);
		await receivedBy(community, 'hello');
		world.kick.realtime.loses = () => false;
		for (const event of late) world.kick.realtime.push(event);
		await vi.waitFor(async () => expect((await proofOf(community.streamer.chatroomId))?.[2]).toBe('message'), Wait);
		expect(await receivesSocketOf(community)).toBe(true);
	});

	it('is a message of the linked owner with the badge, which is announced too', async () => {
		const community = await typed();
		await joined(community.streamer);
		world.kick.webhooks.enabled = false;
		await says(community.streamer.slug, 'this is my chat', community.streamer);
		await says('ana', 'indeed', community.streamer);
		expect(await receivedBy(community, 'indeed')).toEqual(['this is my chat websocket', 'indeed websocket']);
		await vi.waitFor(async () => expect((await proofOf(community.streamer.chatroomId))?.[2]).toBe('badge'), Wait);
	});

	it('is Kick’s website, asked by /kick sync', async () => {
		const community = await typed();
		await joined(community.streamer);
		world.kick.website.mode = 'ok';
		await community.manager.slash('kick sync');
		expect(await check(community)).not.toContain('waits for proof');
		const { chatroomId, userId } = community.streamer;
		expect(await proofOf(chatroomId)).toEqual([chatroomId, userId, 'website']);
		await vi.waitFor(async () => expect(await receivesSocketOf(community)).toBe(true), Wait);
	});

	it('is found again with the next message if version 0.1 has left an id without one', async () => {
		const community = await world.createLinkedCommunity();
		await joined(community.streamer);
		await vi.waitFor(async () => expect(await receivesSocketOf(community)).toBe(true), Wait);
		await world.place.run(`DELETE FROM kick_chatrooms WHERE chatroom_id = ${community.streamer.chatroomId}`);
		await vi.waitFor(async () => expect(await check(community)).toMatch(WaitsForProof), Wait);
		// The running bot notices the missing proof within 10 seconds, and a starting bot at once.
		const saysAndChecks = async () => {
			await says('ana', 'the next message', community.streamer);
			return check(community);
		};
		await vi.waitFor(async () => expect(await saysAndChecks()).not.toContain('waits for proof'), Wait);
		await vi.waitFor(async () => expect(await receivesSocketOf(community)).toBe(true), Wait);
	});

	it('is removed when the chatroom id is forgotten, and when the account is unlinked', async () => {
		const community = await world.createLinkedCommunity();
		const { chatroomId } = community.streamer;
		expect((await proofOf(chatroomId))?.[2]).toBe('website');
		expect((await container.kick.setChatroomId(community.guild.id, null)).isOk()).toBe(true);
		await vi.waitFor(async () => expect(await proofOf(chatroomId)).toBeUndefined(), Wait);
		world.kick.website.mode = 'blocked-html';
		await community.manager.slash('kick sync', { chatroom_id: chatroomId });
		expect(await check(community)).toMatch(WaitsForProof);

		world.kick.website.mode = 'ok';
		await community.manager.slash('kick sync');
		expect((await proofOf(chatroomId))?.[2]).toBe('website');
		await community.manager.slash('kick unlink');
		await vi.waitFor(async () => expect(await proofOf(chatroomId)).toBeUndefined(), Wait);
	});
});

describe('no proof is', () => {
	/** Creates a server of the attacker with the chatroom id of a victim who has linked no server. */
	async function attack(name: string) {
		const victim = world.kick.addStreamer(name);
		const attacker = await typed(() => victim.chatroomId);
		await joined(victim);
		return { attacker, victim };
	}

	/** Without messages of its own, the victim's chat proves nothing. */
	async function staysUnproven({ attacker, victim }: Awaited<ReturnType<typeof attack>>): Promise<void> {
		await says('eve', 'private', victim);
		await says('ana', 'at the attacker', attacker.streamer);
		const messages = await receivedBy(attacker, 'at the attacker');
		expect(messages.filter((text) => text.endsWith('websocket'))).toEqual([]);
		expect(await proofOf(victim.chatroomId)).toBeUndefined();
		expect(await check(attacker)).toMatch(WaitsForProof);
	}

	const chatOf = ({ chatroomId }: { chatroomId: number }, data: object): RealtimeEvent => ({
		channel: `chatrooms.${chatroomId}.v2`,
		event: 'App\\Events\\ChatMessageEvent',
		data: {
			id: crypto.randomUUID(),
			chatroom_id: chatroomId,
			content: 'x',
			created_at: new Date().toISOString(),
			...data
		}
	});
	const broadcaster = { color: '#FF0000', badges: [{ type: 'broadcaster', text: 'Broadcaster' }] };

	it('a claim in the text of a viewer’s message', async () => {
		const scene = await attack('victim1');
		const { userId, username } = scene.attacker.streamer;
		const claim = JSON.stringify({ sender: { id: userId, username, identity: broadcaster } });
		await says('mallory', claim, scene.victim);
		await says('mallory', `{"message_id":"x","broadcaster":{"user_id":${userId}}}`, scene.victim);
		await staysUnproven(scene);
	});

	it('the linked owner in the chat of another channel, without the badge', async () => {
		const scene = await attack('victim2');
		await says(scene.attacker.streamer.slug, 'hello from the attacker', scene.victim);
		await staysUnproven(scene);
	});

	it('the badge of another account', async () => {
		const scene = await attack('victim3');
		await says(scene.victim.slug, 'my own chat', scene.victim);
		await staysUnproven(scene);
	});

	it('the linked owner with the badge in a message that is pinned, answered or of another chatroom', async () => {
		const scene = await attack('victim4');
		const { userId, username, slug } = scene.attacker.streamer;
		const sender = { id: userId, username, slug, identity: broadcaster };
		const eve = { id: 4, username: 'eve', slug: 'eve', identity: { color: null, badges: [] } };
		const forged = chatOf(scene.victim, { sender });
		world.kick.realtime.push({
			...forged,
			event: 'App\\Events\\PinnedMessageCreatedEvent',
			data: { message: forged.data }
		});
		world.kick.realtime.push(
			chatOf(scene.victim, {
				sender: eve,
				metadata: { original_sender: sender, original_message: { id: 'm', content: 'x' } }
			})
		);
		world.kick.realtime.push(chatOf(scene.victim, { sender, chatroom_id: scene.attacker.streamer.chatroomId }));
		await staysUnproven(scene);
	});

	it('a message id that came by webhook for another channel', async () => {
		const scene = await attack('victim5');
		const { streamer } = scene.attacker;
		const other = await world.createLinkedCommunity();
		const { messageId } = await says('ana', 'elsewhere', other.streamer);
		await receivedBy(other, 'elsewhere');
		const eve = { id: 4, username: 'eve', slug: 'eve' };
		world.kick.realtime.push(chatOf(scene.victim, { id: messageId, sender: eve }));
		// Ids of the attacker's chat that a message quotes are not the message's own id.
		const own = await says('ana', 'own', streamer);
		await receivedBy(scene.attacker, 'own');
		world.kick.realtime.push(
			chatOf(scene.victim, {
				sender: eve,
				message_id: own.messageId,
				metadata: { original_sender: eve, original_message: { id: own.messageId, content: 'own' } }
			})
		);
		await staysUnproven(scene);
	});

	it('a test event of the dashboard', async () => {
		const scene = await attack('victim6');
		const { guild } = scene.attacker;
		const report = (await container.kick.events.sendTestEvent(guild.id)).unwrap();
		expect(report.ok).toBe(true);
		const tested = await container.kick.events.list({ guildId: guild.id, source: 'test', limit: 1 });
		const { message_id } = JSON.parse(tested[0]!.payload) as { message_id: string };
		world.kick.realtime.push(chatOf(scene.victim, { id: message_id, sender: { id: 4, username: 'eve', slug: 'eve' } }));
		await says('ana', 'at the attacker', scene.attacker.streamer);
		await receivedBy(scene.attacker, 'at the attacker');
		expect(await proofOf(scene.victim.chatroomId)).toBeUndefined();
	});
});

describe('two servers with one chatroom id', () => {
	it('the proven one keeps its socket, and the other hears nothing', async () => {
		const owner = await world.createLinkedCommunity();
		const thief = await typed(() => owner.streamer.chatroomId);
		await vi.waitFor(async () => expect(await receivesSocketOf(owner)).toBe(true), Wait);
		await says('ana', 'at the thief', thief.streamer);
		expect(await receivedBy(thief, 'at the thief')).toEqual(['at the thief webhook']);
		expect(await check(owner)).toContain(`✅ kick_chatroom_id: ${owner.streamer.chatroomId}\n`);
		expect(await check(thief)).toMatch(/⚠️ kick_chatroom_id: \d+ belongs to another channel\..*\/kick sync/);
		expect(await check(thief)).toMatch(/⚠️ Live socket: .*chatroom id looks wrong.*\/kick sync/);
	});

	it('both unproven do not block each other: the one that is proven gets it', async () => {
		const owner = await typed();
		const thief = await typed(() => owner.streamer.chatroomId);
		await joined(owner.streamer);
		expect(await check(owner)).toMatch(WaitsForProof);
		expect(await check(thief)).toMatch(WaitsForProof);
		await says('ana', 'the proof', owner.streamer);
		await vi.waitFor(
			async () => expect((await proofOf(owner.streamer.chatroomId))?.[1]).toBe(owner.streamer.userId),
			Wait
		);
		expect(await receivesSocketOf(owner)).toBe(true);
		await says('ana', 'at the thief', thief.streamer);
		expect(await receivedBy(thief, 'at the thief')).toEqual(['at the thief webhook']);
		expect(await check(thief)).toContain('belongs to another channel');
	});
});

describe('sending', () => {
	it('does not use a socket whose chatroom id is not proven', async () => {
		const community = await typed();
		await joined(community.streamer);
		expect((await container.kick.send(community.guild.id, 'hello')).unwrap()).toMatchObject({ via: 'api' });
	});
});

itLeavesNoTrace(world, errors);
