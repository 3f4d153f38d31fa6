import { expect, it } from 'vitest';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';

const Events = 20;

it('delivers every event to the other 99 servers of a channel when one server always fails', async () => {
	const place = await temporaryPlace('sqlite');
	const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 1, guildsPerChannel: 100 });
	const [channel] = world.channels;
	const [failing, ...others] = channel!.guildIds;
	await world.spawnBot({ RECORD_FAILS_IN: failing! }).ready;

	for (let index = 0; index < Events; index++) await channel!.send();
	await world.effects.untilHandled(channel!.taken, others);

	const [row] = await place.query(`
		SELECT count(*) AS open, max(attempts) AS attempts
		FROM kick_cursors JOIN kick_events ON kick_events.broadcaster_user_id = kick_cursors.broadcaster_user_id
		LEFT JOIN kick_deliveries ON kick_deliveries.event_seq = kick_events.seq
			AND kick_deliveries.guild_id = kick_cursors.guild_id AND kick_deliveries.consumer = kick_cursors.consumer
		WHERE kick_cursors.consumer = 'listeners' AND kick_cursors.guild_id = '${failing}'
			AND (kick_events.seq > kick_cursors.seq OR kick_deliveries.state <> 'handled')`);
	expect(Number(row?.open)).toBe(Events);
	expect(Number(row?.attempts)).toBeGreaterThan(0);
	expectHandledInOrder(world.effects, { taken: channel!.taken, guildIds: others });
	expect(world.effects.in(failing!)).toEqual([]);
});
