import { describe, expect, it } from 'vitest';
import { useBrowserWorld } from './support/useBrowserWorld.js';

const { world, chromium } = await useBrowserWorld();

const Phone = { viewport: { width: 360, height: 740 } };

/** A manager of two servers, on the settings page of the first. */
async function atSettings(options: Parameters<typeof chromium.visitor>[0] = {}) {
	const community = await world.createLinkedCommunity();
	const other = world.discord.addGuild({ name: 'Another server', owner: community.manager.user });
	const visitor = await chromium.loggedIn(community.manager, options);
	const page = await visitor.open(`/${community.guild.id}/settings`);
	return { ...community, other, visitor, page };
}

describe('the sidebar', () => {
	it('marks the page, and leads to the others and to another server', async () => {
		const { guild, other, page, visitor } = await atSettings();
		const sidebar = page.getByRole('navigation', { name: 'Pages of this server' });
		expect(await sidebar.locator('[aria-current=page]').allTextContents()).toEqual(['Settings']);
		await sidebar.getByRole('link', { name: 'Log' }).click();
		await page.waitForURL(`**/${guild.id}/log`);
		await visitor.press(`Server: ${guild.name}`);
		await page.getByRole('navigation', { name: 'Servers' }).getByRole('link', { name: other.name }).click();
		await page.waitForURL(`**/${other.id}/*`);
		expect(visitor.complaints).toEqual([]);
	});

	it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
		'is a drawer on a phone, below a bar with the most used pages: %j',
		async (script) => {
			const { guild, page, visitor } = await atSettings({ ...Phone, ...script });
			const bar = page.getByRole('navigation', { name: 'Most used pages' });
			const drawer = page.getByRole('navigation', { name: 'Pages of this server' });
			expect(await drawer.isVisible()).toBe(false);
			await bar.getByRole('link', { name: 'Chat' }).click();
			await page.waitForURL(`**/${guild.id}/chat`);
			await bar.getByRole('button', { name: 'More' }).click();
			await drawer.waitFor();
			await page.keyboard.press('Escape');
			await drawer.waitFor({ state: 'hidden' });
			await bar.getByRole('button', { name: 'More' }).click();
			await drawer.getByRole('link', { name: 'Log' }).click();
			await page.waitForURL(`**/${guild.id}/log`);
			await visitor.press(`Server: ${guild.name}`);
			await page.getByRole('link', { name: 'Another server' }).click();
			await visitor.press('Logged in as manager'.concat(guild.name.replace(/\D/g, '')));
			await visitor.press('Log out');
			await visitor.reads('Log in with Discord');
		}
	);

	it('does not wrap a row of the bar on a phone', async () => {
		const { page } = await atSettings(Phone);
		const bar = page.getByRole('navigation', { name: 'Most used pages' });
		const tops = await bar
			.locator('a, button')
			.evaluateAll((items) => items.map((item) => item.getBoundingClientRect().top));
		expect(tops.length).toBeGreaterThan(3);
		expect(new Set(tops).size).toBe(1);
	});
});

describe('the theme', () => {
	it('changes at once, stays after a reload, and returns to that of the browser', async () => {
		const { page, visitor } = await atSettings({ colorScheme: 'light' });
		const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const light = await background();
		const menu = page.getByRole('button', { name: /^Logged in as/ });
		await menu.click();
		const stored = page.waitForResponse((response) => response.url().endsWith('/theme'));
		await page.getByRole('button', { name: 'Dark' }).click();
		const dark = await background();
		expect(dark).not.toBe(light);
		await stored;
		await page.reload();
		expect(await background()).toBe(dark);
		await menu.click();
		expect(await page.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed')).toBe('true');
		await page.getByRole('button', { name: 'System' }).click();
		expect(await background()).toBe(light);
		expect(visitor.complaints).toEqual([]);
	});
});

describe('a message after a form', () => {
	it('lies above the page if it is short good news, and can be closed', async () => {
		const { page, visitor } = await atSettings();
		await visitor.follow('Chat');
		await page.getByRole('textbox', { name: 'Message' }).fill('hello');
		await visitor.press('Send');
		await visitor.isTold('Sent by API.');
		await visitor.press('Close this message');
		await page.locator('.notice').waitFor({ state: 'detached' });
	});
});

describe('a question', () => {
	it('opens as a dialog, which closes by its button, by Escape and by a click beside it', async () => {
		const { page, streamer, visitor } = await atSettings();
		const dialog = page.getByRole('dialog', { name: 'Unlink the Kick account' });
		const ways = [
			() => dialog.getByRole('link', { name: 'Keep it linked' }).click(),
			() => page.keyboard.press('Escape'),
			() => page.mouse.click(5, 5)
		];
		for (const close of ways) {
			await visitor.follow('Unlink this account…');
			await dialog.waitFor();
			await close();
			await dialog.waitFor({ state: 'hidden' });
		}
		await visitor.follow('Unlink this account…');
		await dialog.getByRole('button', { name: 'Unlink' }).click();
		await visitor.isTold(`${streamer.username} is no longer linked to this server.`);
	});
});

describe('a picker', () => {
	it('searches, explains what cannot be chosen, and shows the choice in the closed list', async () => {
		const visitor = await chromium.visitor({ colorScheme: 'light' });
		const page = await visitor.open('/design');
		const address = page.url();
		const picker = page.getByRole('group', { name: 'Channel' }).first();
		await picker.locator('summary').click();
		const options = picker.getByRole('radio');
		await page.keyboard.type('MODS');
		expect(await options.filter({ visible: true }).count()).toBe(1);
		expect(await options.filter({ visible: true }).isDisabled()).toBe(true);
		await picker.getByText('The bot may not see this channel.').waitFor();
		await page.keyboard.press('Enter');
		expect(page.url()).toBe(address);
		await picker.getByRole('searchbox').fill('announce');
		await picker.getByText('announcements').click();
		await expect.poll(() => picker.locator('summary').textContent()).toContain('announcements');
		expect(await picker.locator('details').getAttribute('open')).toBeNull();
	});

	it('can be used without a script', async () => {
		const visitor = await chromium.visitor({ javaScriptEnabled: false });
		const page = await visitor.open('/design');
		const picker = page.getByRole('group', { name: 'Role' }).first();
		await picker.locator('summary').click();
		await picker.getByRole('radio', { name: 'Regulars' }).check();
		expect(await picker.getByRole('searchbox').isVisible()).toBe(false);
	});
});
