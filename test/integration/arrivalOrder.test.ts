import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { KickChatMessage } from '../../src/lib/kick/events/index.js';
import { RawConnection } from '../hostile/support/RawConnection.js';
import { webhookBytes } from '../hostile/support/requestBytes.js';
import { HeardEvents } from '../support/heardEvents.js';
import type { Community } from '../support/TestWorld.js';
import { useWorld } from '../support/useWorld.js';

const Channels = 8;
const Messages = 60;
const contents = Array.from({ length: Messages }, (_, number) => `message ${number}`);
const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const world = await useWorld();
const announced = new HeardEvents(world.client);
const communities: Community[] = [];

beforeAll(async () => {
	while (communities.length < Channels) communities.push(await world.createLinkedCommunity());
});

/** Makes every fourth message large: its check takes longer than those of the messages behind it. */
const fillerOf = (content: string) => (contents.indexOf(content) % 4 === 0 ? 'x'.repeat(100_000) : '');

function request({ streamer }: Community, content: string, signWith?: typeof foreignKey): Buffer {
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const sender = { user_id: 99_001, username: 'ana', channel_slug: 'ana' };
	const created_at = new Date().toISOString();
	const message_id = crypto.randomUUID();
	const body = { message_id, content, broadcaster, sender, emotes: null, created_at, filler: fillerOf(content) };
	return webhookBytes(world.kick.sign({ event: 'chat.message.sent', body, ...(signWith && { signWith }) }));
}

const statuses = [200, 401] as const;

/** Sends all at once, without waiting for answers, so that all are in progress in a known order. */
async function send(requests: readonly Buffer[]): Promise<number[]> {
	const connection = await RawConnection.open(world.port);
	const answers = await connection.write(Buffer.concat(requests)).answers(requests.length);
	connection.destroy();
	return answers.map(({ status }) => status);
}

it('announces each channel’s messages in order of arrival, on 16 connections, half of them forged', async () => {
	const genuine = communities.map((community) =>
		send(contents.flatMap((content) => [request(community, content), request(community, 'forged', foreignKey)]))
	);
	const forged = communities.map((community) => send(contents.map(() => request(community, 'forged', foreignKey))));

	for (const answers of await Promise.all(genuine)) expect(answers).toEqual(contents.flatMap(() => statuses));
	for (const answers of await Promise.all(forged)) expect(answers).toEqual(contents.map(() => 401));
	for (const { guild } of communities) {
		const events = await announced.waitFor(guild.id, Messages);
		expect(events.map(({ event }) => (event as KickChatMessage).content)).toEqual(contents);
	}
	expect(announced.all).toHaveLength(Channels * Messages);
});
