import { container } from '@sapphire/framework';
import { expect, it } from 'vitest';
import { joinedText } from '../../src/lib/events/log/EventText.js';
import { HeardEvents } from '../support/heardEvents.js';
import { itLeavesNoTrace, recordErrors } from '../support/leavesNoTrace.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld({ KICK_USE_WEBSOCKET: 'true' });
const announced = new HeardEvents(world.client);
const errors = recordErrors();

it('with webhooks and live socket, each event counts once, and chat rules are among the last events', async () => {
	const { guild, streamer } = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(streamer.slug);
	const where = { in: streamer.slug };
	const { kick } = world;
	await streamer.goesLive();
	await kick.viewer('ana').says('hello', where);
	await kick.viewer('ana').follows(where);
	await kick.viewer('ben').subscribes(where);
	await kick.viewer('ben').gifts(3, where);
	await kick.viewer('cleo').giftsKicks(100, '', where);
	// Only the socket has this one, and it comes after the others there.
	streamer.setsChatMode({ slowMode: 10 });
	await announced.waitFor(guild.id, 7);
	const { lastEvents, thisStream } = (await container.kick.overview(guild.id)).unwrap();
	expect(thisStream).toMatchObject({
		messages: 1,
		chatters: 1,
		followers: 1,
		subscriptions: 1,
		gifts: 3,
		largestGift: { count: 3, gifter: 'ben' },
		kicks: 100
	});
	const sentences = lastEvents.map(({ text }) => joinedText(text));
	expect(sentences).toContain('Chat rules changed: one message in 10 s');
	expect(sentences).toHaveLength(6);
});

it('the proof of a chatroom id is no problem any longer once a message has come by both', async () => {
	const { guild, streamer } = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(streamer.slug);
	await world.kick.viewer('ana').says('hello', { in: streamer.slug });
	await announced.waitFor(guild.id, 1);
	const problems = async () => (await container.kick.overview(guild.id)).unwrap().problems.map(({ id }) => id);
	await expect.poll(problems).toEqual([]);
});

itLeavesNoTrace(world, errors);
