import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { BotPermissionBits, BotPermissions } from '../../../src/lib/discord/permissions.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
const dashboard = container.kick.dashboard!;

describe('adding the bot to a server', () => {
	it('takes one button on Discord’s page, and then the dashboard shows the server', async () => {
		const { manager } = world.createCommunity();
		const added = world.discord.addGuild({ name: 'Added now', owner: manager.user });
		added.remove();
		const { browser, page } = await world.logIn(manager);
		expect(page.text).not.toContain('Added now No Kick channel yet');

		expect(page.text).toContain('Added now Add to server');
		const invite = await page.click('Add to server');
		expect(invite.url).toBe(dashboard.inviteUrl(added.id));
		expect(invite.url.startsWith(new URL(world.discord.apiUrl).origin)).toBe(true);
		for (const { label } of BotPermissions) expect(invite.text).toContain(label);
		expect((await invite.submit('Authorize')).text).toContain('You can close this window.');
		await expect.poll(async () => (await browser.open(page.url)).text).toContain('Added now No Kick channel yet');
		expect(BigInt(added.roles.find(({ managed }) => managed)?.permissions ?? 0)).toBe(BotPermissionBits);
		expect((await browser.open(`${world.url}/dashboard/${added.id}/settings`)).status).toBe(200);
	});

	it('lets the person choose among the servers that they manage, if none is named', async () => {
		const { guild, manager } = world.createCommunity({ name: 'Managed' });
		world.discord.oauth.signIn(manager);
		const invite = await new Browser().open(dashboard.inviteUrl() ?? '');
		expect(invite.text).toContain(`Add to server: ${guild.name} This allows`);
	});
});

itLeavesNoTrace(world, errors);
