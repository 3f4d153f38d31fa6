import { afterEach, describe, expect, it } from 'vitest';
import { KickEvents } from '../../src/lib/kick/events/index.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import { untilHandled } from '../support/untilHandled.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';

const { world, chromium } = await useBrowserWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));

afterEach(() => world.kick.faults.clear());

async function at(page: 'chat' | 'log' | 'log?columns=technical') {
	const community = await world.createLinkedCommunity();
	const visitor = await chromium.loggedIn(community.manager);
	await visitor.open(`/${community.guild.id}/${page}`);
	await visitor.reads('Live updates are on.');
	const says = (text: string) => world.kick.viewer('ana').says(text, { in: community.streamer.slug });
	return { ...community, visitor, says };
}

describe('the chat', () => {
	it('shows a viewer’s message when it arrives, with name, colour, badge and emote, in order', async () => {
		const { visitor, says } = await at('chat');
		const { account } = world.kick.viewer('ana');
		account.badges = [{ type: 'moderator', text: 'Moderator' }];
		await says('first [emote:37226:KEKW]');
		await says('second');
		const lines = visitor.page.locator('#chat-lines > li');
		await lines.nth(1).waitFor();
		expect(await lines.locator('.message').allTextContents()).toEqual([
			'Moderator ana: first ',
			'Moderator ana: second'
		]);
		const name = lines.first().locator('.name');
		expect(await name.evaluate((element) => getComputedStyle(element).color)).not.toBe(
			await lines.first().evaluate((element) => getComputedStyle(element).color)
		);
		const emote = lines.first().getByRole('img', { name: ':KEKW:' });
		await expect.poll(() => emote.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
		expect(visitor.complaints).toEqual([]);
		expect(visitor.elsewhere).toEqual([]);
	});

	it('scrolls to the newest message, unless the person reads older ones', async () => {
		const { visitor, says } = await at('chat');
		const chat = visitor.page.getByRole('log');
		const fromEnd = () => chat.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
		for (let number = 0; number < 40; number++) await says(`message ${number}`);
		await visitor.reads('message 39');
		expect(await chat.evaluate((box) => box.scrollHeight > box.clientHeight)).toBe(true);
		await expect.poll(fromEnd).toBeLessThan(2);
		await chat.evaluate((box) => box.scrollTo({ top: 0, behavior: 'instant' }));
		await says('message 40');
		await visitor.page.getByText('message 40').waitFor({ state: 'attached' });
		expect(await chat.evaluate((box) => box.scrollTop)).toBe(0);
	});

	it('shows the message that the box sends, and how it was sent', async () => {
		const { streamer, visitor } = await at('chat');
		await visitor.page.getByRole('textbox', { name: 'Message' }).fill('from the dashboard');
		await visitor.press('Send');
		await visitor.isTold('Sent by API. Kick shows it as the bot.');
		await visitor.page.locator('#chat-lines > li', { hasText: 'from the dashboard' }).waitFor();
		expect(world.kick.chat(streamer.slug)).toHaveLength(1);
	});
});

describe('the log', () => {
	it('shows a new event, its changes of state, and a way to fix a failure', async () => {
		const { visitor, says } = await at('log?columns=technical');
		let isBroken = true;
		const fail = () => {
			if (isBroken) throw new Error('no <b>such</b> channel');
		};
		world.client.on(KickEvents.ChatMessage, fail);
		await says('hello');
		const row = visitor.page.locator('#events > tr');
		await row.getByText('Retrying').waitFor();
		expect(await row.locator('.technical').textContent()).toContain('no <b>such</b> channel');
		isBroken = false;
		await row.getByText('Handled').waitFor();
		await visitor.follow('wrote: hello');
		await visitor.page.getByText('Technical details').click();
		await visitor.reads('"content": "hello"');
		world.client.off(KickEvents.ChatMessage, fail);
	});

	it('shows a failed event until it is replayed', async () => {
		const { guild, visitor, says } = await at('log');
		await says('hello');
		await visitor.page.locator('#events').getByText('Handled').waitFor();
		const { id } = await untilHandled(guild.id);
		await makeDeadLetter(world.place, { guildId: guild.id, id });
		await visitor.page.getByLabel('State').selectOption('dead_letter');
		await visitor.press('Filter');
		await visitor.follow('wrote: hello');
		await visitor.press('Replay');
		await visitor.reads('The event is delivered to the listeners again.');
		await visitor.reads('Every feature of the bot has received it.');
		expect(visitor.page.url()).toContain(`/${guild.id}/log/`);
	});

	it('shows a test event that was handled', async () => {
		const { visitor } = await at('log');
		await visitor.page.getByLabel('Type').last().selectOption('channel.followed');
		await visitor.press('Send a test event');
		await visitor.reads('The test event was delivered.');
		await visitor.follow('All events');
		await visitor.page.locator('#events > tr', { hasText: 'Test' }).waitFor();
	});
});

describe('a stream that is cut', () => {
	it('is reported, and the page catches up when it is back', async () => {
		const { visitor, says } = await at('chat');
		await visitor.context.setOffline(true);
		world.client.server.server.closeAllConnections();
		await visitor.reads('Connection lost. Reconnecting…');
		await says('during the cut');
		await visitor.context.setOffline(false);
		await visitor.reads('Live updates are on again.');
		await visitor.reads('during the cut');
	});
});
