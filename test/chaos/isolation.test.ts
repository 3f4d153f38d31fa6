import { expect, it } from 'vitest';
import { openForTest, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';

const Events = 20;

it('of 100 servers on one channel one always fails: the other 99 get every event while that one is still at its first', {
	timeout: 60_000
}, async () => {
	const place = await temporaryPlace('sqlite');
	const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 1, guildsPerChannel: 100 });
	const [channel] = world.channels;
	const [failing, ...others] = channel!.guildIds;
	await world.spawnBot({ RECORD_FAILS_IN: failing! }).ready;

	for (let index = 0; index < Events; index++) await channel!.send();
	await world.effects.untilHandled(channel!.taken, others, 30_000);

	// The retries of a single event take half a minute: not one of them was given up, so nobody has waited for any.
	const database = await openForTest(place);
	const waiting = await database.events.pending(failing!, Events + 1);
	expect(waiting.map(({ event }) => event.eventId)).toEqual(channel!.taken);
	expect(waiting[0]!.attempts).toBeGreaterThan(0);
	expectHandledInOrder(world.effects, { taken: channel!.taken, guildIds: others });
	expect(world.effects.in(failing!)).toEqual([]);
});
