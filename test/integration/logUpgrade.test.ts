import { container } from '@sapphire/framework';
import { ulid } from 'ulid';
import { expect, it, vi } from 'vitest';
import type { SimulatedDiscord } from '../../sandbox/index.js';
import { migrateBefore } from '../support/oldPlace.js';
import { PatienceMs } from '../support/patience.js';
import type { TemporaryPlace } from '../support/TemporaryPlace.js';
import { useWorld } from '../support/useWorld.js';

const Channel = 987_654;
const start = Date.now() - 24 * 60 * 60_000;

/** Rows of version 0.1: a dead letter, pending events, and many that are done, before and after those. */
const States = [
	...Array.from({ length: 1_200 }, () => 'handled'),
	'dead',
	'failed',
	'pending',
	'pending',
	...Array.from({ length: 1_500 }, () => 'handled')
];

function messageBody(index: number): string {
	const user = { user_id: Channel, username: 'one', channel_slug: 'one', is_verified: true, profile_picture: '' };
	return JSON.stringify({
		message_id: `m-${index}`,
		broadcaster: user,
		sender: { ...user, user_id: 5, username: 'ana', channel_slug: 'ana' },
		content: `message ${index}`,
		emotes: [],
		created_at: new Date(start + index).toISOString()
	});
}

async function fillAsVersionOne(place: TemporaryPlace, discord: SimulatedDiscord): Promise<void> {
	guildId = discord.addGuild({ name: 'old' }).id;
	await migrateBefore(place, 'kick_numbered_log');
	const rows = States.map((state, index) => {
		const id = `${ulid(start + index).slice(0, 10)}${'0'.repeat(16)}`;
		return { state, id, index, at: new Date(start + index).toISOString().replace('Z', '+00:00') };
	});
	const eventRows = rows.map(({ state, id, index, at }) => {
		const eventState = state === 'dead' ? 'failed' : state === 'handled' ? 'handled' : 'received';
		return `('${id}', 'event-${index}', '${Channel}:m-${index}', 'chat.message.sent', '1', 'webhook', ${Channel}, 5,
			'${at}', '${at}', '${messageBody(index)}', '${eventState}')`;
	});
	const deliveryRows = rows.map(
		({ state, id, at }) => `('${id}', '${guildId}', '${state}', ${state === 'pending' ? 0 : 1}, '${at}')`
	);
	await place.run(
		`INSERT INTO kick_events (id, event_id, message_id, type, version, source, broadcaster_user_id, sender_user_id,
			sent_at, received_at, payload, state) VALUES ${eventRows.join(',')};
		${linkRows()};
		INSERT INTO kick_deliveries (event_id, guild_id, state, attempts, updated_at) VALUES ${deliveryRows.join(',')}`
	);
}

/** Links the server to the channel. */
const linkRows = () => `
	INSERT INTO kick_accounts
		(user_id, username, slug, sealed_access_token, scopes, access_expires_at, linked_at, status, is_bot)
		VALUES (${Channel}, 'one', 'one', '1', '',
			'${new Date(start).toISOString()}', '${new Date(start).toISOString()}', 'active', FALSE);
	INSERT INTO kick_links (guild_id, user_id, linked_by, linked_at)
		VALUES ('${guildId}', ${Channel}, '1', '${new Date(start).toISOString()}');
	INSERT INTO bot_settings (discord_server_id, key, value)
		VALUES (${guildId}, 'kick_broadcaster_user_id', '${Channel}')`;

let guildId: string;
const world = await useWorld({}, undefined, fillAsVersionOne);

it('a bot of this version announces the pending events of version 0.1, in order, and keeps the log', async () => {
	const announced = await world.firstEvents!.waitFor(guildId, 3);
	expect(announced.map(({ context }) => context.eventId)).toEqual(['event-1201', 'event-1202', 'event-1203']);
	await vi.waitFor(
		() => expect(world.log.some((line) => /Moved 2,704 events of the old log in/.test(line))).toBe(true),
		PatienceMs
	);
	const { events } = container.kick;
	const newest = await events.list({ guildId, limit: 1_000 });
	expect(newest.map(({ eventId }) => eventId)).toEqual(
		Array.from({ length: 1_000 }, (_event, index) => `event-${States.length - 1 - index}`)
	);
	const [counted] = await world.place.query('SELECT count(*) AS count FROM kick_events');
	expect(Number(counted?.count)).toBe(States.length);
});

it('replays its dead letters', async () => {
	const { events } = container.kick;
	const [dead] = await events.list({ guildId, delivery: 'dead_letter' });
	expect((await events.replay(dead!.id)).unwrap()).toEqual([guildId]);
	const announced = await world.firstEvents!.waitFor(guildId, 4);
	expect(announced.at(-1)?.context.eventId).toBe('event-1200');
});
