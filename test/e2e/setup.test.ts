import { describe, expect, it } from 'vitest';
import type { Community } from '../support/TestWorld.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';
import type { Visitor } from './support/Visitor.js';

const { world, chromium } = await useBrowserWorld();

const Green = [
	/^OK: kick_channel: /,
	/^OK: kick_broadcaster_user_id: \d+$/,
	/^OK: kick_chatroom_id: \d+$/,
	/^OK: OAuth token: exists$/,
	/^OK: Webhooks: registered$/,
	/^OK: Chat: ready to send\/receive$/
];

/** Returns the six lines as a screen reader announces them. */
async function linesOf({ page }: Visitor): Promise<string[]> {
	const lines = await page.locator('#setup-lines > li').all();
	return Promise.all(lines.map(async (line) => ((await line.textContent()) ?? '').replace(/^[✓!✗]/, '').trim()));
}

/** Does everything that a streamer does, from the login to the first message. */
async function setUp(visitor: Visitor, { guild, streamer }: Community): Promise<void> {
	const { page } = visitor;
	await visitor.follow(guild.name);
	await visitor.reads('First steps');
	await visitor.follow('Set channel');
	await page.getByLabel('Kick Channel Username').fill(streamer.slug);
	await visitor.press('Save');
	await visitor.isTold(streamer.slug);

	await visitor.follow('Overview');
	await visitor.reads(`The channel is ${streamer.slug}.`);
	world.kick.oauth.signIn(streamer.slug);
	await visitor.press('Link Kick Account');
	await visitor.reads(guild.name);
	await visitor.press('Continue to Kick');
	await page.waitForURL(/\/oauth\/authorize/);
	await visitor.press('Allow');
	await visitor.reads(`${streamer.username} is linked to ${guild.name}`);
	await visitor.follow('To the dashboard');

	await visitor.reads(`${streamer.username} is linked.`);
	await visitor.reads('The bot receives the events of the channel.');
	await visitor.follow('Say hello');
	await page.getByRole('textbox', { name: 'Message' }).fill('Hello from the browser!');
	await page.keyboard.press('Enter');
	await visitor.isTold('Sent by API.');
	expect(world.kick.chat(streamer.slug).map(({ content }) => content)).toEqual(['Hello from the browser!']);

	await visitor.follow('Overview');
	await visitor.reads('No event has arrived from Kick yet');
	await world.kick.viewer('ana').says('hello back', { in: streamer.slug });
	await visitor.follow('Overview');
	await visitor.reads('Offline');
	await visitor.reads('All is well');
	expect(await page.getByText('First steps').filter({ visible: true }).count()).toBe(0);
	await visitor.follow('Settings');
	for (const [index, line] of (await linesOf(visitor)).entries()) expect(line).toMatch(Green[index]!);
	await visitor.press('Sync from Kick');
	await visitor.isTold('10 of 10');
}

describe('the whole setup in a browser', () => {
	it('goes from empty to all green, and to the first message', async () => {
		const community = world.createCommunity();
		const visitor = await chromium.loggedIn(community.manager);
		await setUp(visitor, community);
		expect(visitor.complaints).toEqual([]);
		expect(visitor.elsewhere).toEqual([]);
	});

	it('works without JavaScript', async () => {
		const community = world.createCommunity();
		const visitor = await chromium.loggedIn(community.manager, { javaScriptEnabled: false });
		await setUp(visitor, community);
		await visitor.reads('Live updates are off. Reload the page to see what is new.');
		await visitor.follow('Activity');
		expect(await visitor.page.locator('noscript').innerText()).toBe('The times in the charts are in UTC.');
	});

	it('shows the lines turn green by themselves while the account is linked in Discord', async () => {
		const community = world.createCommunity();
		const { guild, manager, streamer } = community;
		const visitor = await chromium.loggedIn(manager);
		await visitor.open(`/${guild.id}/settings`);
		await visitor.reads('Live updates are on.');
		await manager.slash('kick channel', { name: streamer.slug });
		await visitor.reads(`kick_channel: ${streamer.slug}`);
		await world.link(community);
		await visitor.reads('OAuth token: exists');
		await visitor.reads('Chat: ready to send/receive');
	});

	it('ends with unlinking, which asks first', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const visitor = await chromium.loggedIn(manager);
		await visitor.open(`/${guild.id}/settings`);
		await visitor.follow('Unlink this account…');
		await visitor.reads(`Do you want to unlink ${streamer.username} from this server?`);
		await visitor.press('Unlink');
		await visitor.reads(`${streamer.username} is no longer linked to this server.`);
		expect(world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId)).toEqual([]);
	});
});

describe('with the keyboard alone', () => {
	it('a person can skip the navigation, use the menus, and finish the setup', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		const other = world.discord.addGuild({ name: 'Another server', owner: manager.user });
		const visitor = await chromium.loggedIn(manager);
		const { keyboard } = await visitor.open(`/${guild.id}/settings`);
		const focused = () =>
			visitor.page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`);
		const tabTo = async (text: string) => {
			for (let presses = 0; presses < 40; presses++) {
				await keyboard.press('Tab');
				if ((await focused()).endsWith(text)) return;
			}
			throw new Error(`There is no way by the Tab key to ${text}.`);
		};

		await keyboard.press('Tab');
		expect(await focused()).toBe('A Skip to the content');
		await tabTo(guild.name);
		await keyboard.press('Enter');
		await tabTo(other.name);
		await keyboard.press('Escape');
		expect(await focused()).toContain(guild.name);
		await keyboard.press('Enter');
		await tabTo(other.name);
		await keyboard.press('Enter');
		await visitor.page.waitForURL(`**/${other.id}/overview`);

		await visitor.open(`/${guild.id}/settings`);
		await visitor.page.getByLabel('Kick Channel Username').focus();
		await keyboard.type(streamer.slug);
		await keyboard.press('Enter');
		await visitor.isTold(streamer.slug);
		world.kick.oauth.signIn(streamer.slug);
		await tabTo('BUTTON Link Kick Account');
		await keyboard.press('Enter');
		await visitor.page.waitForURL(/\/auth\/kick\?state=/);
		await tabTo('BUTTON Continue to Kick');
		await keyboard.press('Enter');
		await visitor.page.waitForURL(/\/oauth\/authorize/);
		await visitor.press('Allow');
		await visitor.reads('is linked to');
	});
});
