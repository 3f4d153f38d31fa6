import { expect, it } from 'vitest';
import type { Provider } from '../../src/lib/storage/provider.js';
import { HeardEvents } from '../support/heardEvents.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);

it('answers 503 with Retry-After for an event that it could not store, and announces it once later', async () => {
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
	expect(await announced.waitFor(guild.id, 1)).toHaveLength(1);
});

/** Makes the database accept every event except those with this text. */
const Refuse: Record<Provider, string> = {
	sqlite: `CREATE TRIGGER refuse BEFORE INSERT ON kick_events WHEN NEW.payload LIKE '%refuse me%'
		BEGIN SELECT RAISE(ABORT, 'refused'); END`,
	postgresql: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF NEW.payload LIKE '%refuse me%' THEN RAISE EXCEPTION 'refused'; END IF;
			RETURN NEW;
		END $$;
		CREATE TRIGGER refuse BEFORE INSERT ON kick_events FOR EACH ROW EXECUTE FUNCTION refuse()`
};

it('an event that the database refuses does not affect the others of its batch', async () => {
	const { guild, streamer } = await world.createLinkedCommunity();
	await world.place.run(Refuse[world.place.provider]);
	world.kick.webhooks.maxAttempts = 1;
	const texts = Array.from({ length: 20 }, (_text, index) => (index === 7 ? 'refuse me' : `message ${index}`));
	const said = await Promise.all(texts.map((text) => world.kick.viewer('ana').says(text, { in: streamer.slug })));
	expect(said.map(({ deliveries }) => deliveries[0]?.status)).toEqual(
		texts.map((text) => (text === 'refuse me' ? 503 : 200))
	);
	const events = await announced.waitFor(guild.id, texts.length - 1);
	expect(events.map(({ event }) => (event as { content: string }).content).toSorted()).toEqual(
		texts.filter((text) => text !== 'refuse me').toSorted()
	);
	await world.place.run(`DROP TRIGGER refuse${world.place.provider === 'sqlite' ? '' : ' ON kick_events'}`);
});
