import { afterAll, beforeAll, expect, it } from 'vitest';
import { HeardEvents } from '../support/heardEvents.js';
import { TestWorld } from '../support/TestWorld.js';

let world: TestWorld;
let heard: HeardEvents;

beforeAll(async () => {
	world = await TestWorld.start();
	heard = new HeardEvents(world.client);
});
afterAll(() => world.stop());

it('an event that could not be stored is answered 503 with Retry-After, and is heard once when Kick sends it again', async () => {
	const { guild, streamer } = await world.createLinkedCommunity();
	await world.place.run('ALTER TABLE kick_events RENAME TO kick_events_away');
	world.kick.webhooks.maxAttempts = 1;
	const { deliveries, messageId } = await world.kick.viewer('ana').says('hold on', { in: streamer.slug });
	expect(deliveries[0]).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
	expect(deliveries[0]?.body).toBe('{"error":"unavailable"}');

	await world.place.run('ALTER TABLE kick_events_away RENAME TO kick_events');
	const user = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const body = { message_id: messageId, content: 'hold on', broadcaster: user, sender: user, created_at: new Date() };
	const again = { event: 'chat.message.sent', body, messageId: deliveries[0]?.messageId };
	expect((await world.kick.deliver(again)).status).toBe(200);
	expect((await world.kick.deliver(again)).status).toBe(200);
	expect(await heard.waitFor(guild.id, 1)).toHaveLength(1);
});
