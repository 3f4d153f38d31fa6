import { container } from '@sapphire/framework';
import { expect, it } from 'vitest';
import { HeardEvents } from '../support/heardEvents.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);

it('announces and counts a viewer who repeats what the bot is about to say', async () => {
	const { guild, streamer } = await world.createLinkedCommunity();
	const announcement = announced.waitFor(guild.id, 1);
	const isAsked = new Promise<void>((resolve) => {
		// Kick answers only after the viewer's message was announced: if the server waited for the answer, the call would
		// time out.
		world.kick.faults.next('POST /public/v1/chat', {
			get until() {
				resolve();
				return announcement;
			}
		});
	});
	const sending = container.kick.send(guild.id, 'gg');
	await isAsked;
	await world.kick.viewer('ana').says('gg', { in: streamer.slug });
	expect((await announcement).map(({ event }) => event)).toMatchObject([
		{ content: 'gg', sender: { username: 'ana' } }
	]);
	expect((await sending).isOk()).toBe(true);
	const chatters = (await container.kick.chatters.recent(guild.id)).unwrap();
	expect(chatters.map(({ username, messages }) => ({ username, messages }))).toEqual([
		{ username: 'ana', messages: 1 }
	]);
});
