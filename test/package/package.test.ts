import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import { freePort } from '../../sandbox/demo/freePort.js';
import { SimulatedDiscord } from '../../sandbox/discord/index.js';
import { SimulatedKick } from '../../sandbox/kick/index.js';
import { version } from '../../src/version.js';
import { HostProcess } from './HostProcess.js';
import { Scratch } from './scratch.js';

const minute = 60_000;
const hosts = ['esm', 'cjs'];

/** Starts a simulated Kick and Discord for one bot, and returns the environment for it. */
async function simulate() {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const kick = await SimulatedKick.start({
		redirectUris: [`${url}/auth/kick/callback`],
		webhookUrl: `${url}/webhooks/kick`
	});
	kick.addStreamer('streamerone');
	kick.oauth.signIn('streamerone');
	const discord = await SimulatedDiscord.start();
	const guild = discord.addGuild();
	const manager = guild.addMember('manager', { permissions: ['ManageGuild', 'KickMembers'] });
	return {
		kick,
		discord,
		guild,
		manager,
		discordSettings: {
			DISCORD_TOKEN: discord.token,
			DISCORD_API_BASE_URL: discord.apiUrl,
			PORT: String(port)
		},
		kickSettings: {
			KICK_CLIENT_ID: kick.app.clientId,
			KICK_CLIENT_SECRET: kick.app.clientSecret,
			KICK_API_BASE_URL: kick.url,
			KICK_ID_BASE_URL: kick.url,
			KICK_WEB_BASE_URL: kick.url,
			KICK_WEBHOOK_PUBLIC_KEY: kick.publicKeyPem,
			OAUTH_BASE_URL: url
		}
	};
}

it.each(['index.d.ts', 'index.d.cts'])('%s names nothing of the database client', (file) => {
	// Its generated types are a megabyte, which every host bot would have to check.
	expect(readFileSync(join('dist', file), 'utf8')).not.toMatch(/prisma/i);
});

describe('the packed package in host bots', () => {
	let scratch: Scratch;
	let world: Awaited<ReturnType<typeof simulate>>;
	let settings: Record<string, string>;

	beforeAll(async () => {
		scratch = await Scratch.create();
		await Promise.all(hosts.map((host) => scratch.compile(host)));
		world = await simulate();
		const DATABASE_URL = `file:${join(scratch.folder, 'kick.db')}`;
		settings = { ...world.discordSettings, ...world.kickSettings, DATABASE_URL };
	}, 4 * minute);

	afterAll(async () => {
		await Promise.all([world?.kick.stop(), world?.discord.stop()]);
		await scratch?.remove();
	});

	function run(host: string, program: string, environment?: Record<string, string>): HostProcess {
		const started = new HostProcess(join(scratch.folder, host), program, environment);
		onTestFinished(async () => void (await started.stop()));
		return started;
	}

	it.each(hosts)('provides its sandbox to tests of an %s bot', async (host) => {
		const test = run(host, 'simulate.js');

		await test.says('simulated');

		expect(await test.ended()).toBe(0);
	});

	it.each(hosts)('gives an %s bot one service, and each hook once', async (host) => {
		const bot = run(host, 'bot.js', settings);

		const ready = await bot.says('ready');
		const hooks = ready.hooks as string[];

		expect(ready).toMatchObject({ version, hasService: true });
		expect(hooks).toContain('Kick-PostInitialization');
		expect(hooks).toEqual([...new Set(hooks)]);
		expect(await bot.stop()).toBe(0);
	});

	it.each(hosts)('shows the dashboard of an %s bot', async (host) => {
		const bot = run(host, 'bot.js', { ...settings, DISCORD_CLIENT_SECRET: world.discord.oauth.clientSecret });
		await bot.says('ready');
		world.discord.oauth.signIn(world.manager);

		const welcome = await new Browser().open(`${settings.OAUTH_BASE_URL}/dashboard`);
		const login = await welcome.click('Log in with Discord');
		const page = login.text.includes('Allow') ? await login.submit('Allow') : login;

		expect(page.text).toContain('Your servers');
		expect(page.html).toContain(`/dashboard/${world.guild.id}`);
	});

	it('lets a bot rename the command, link a channel with it and receive Kick chat', async () => {
		const { kick, guild, manager } = world;
		const bot = run('cjs', 'bot.js', settings);
		await bot.says('ready');

		await manager.slash('kickchat channel', { name: 'streamerone' });
		const link = await manager.slash('kickchat link');
		const page = await new Browser().open(link.buttons[0]?.url ?? '');
		await (await page.submit('Continue to Kick')).submit('Allow');
		await kick.viewer('ana').says('hello from Kick');

		await bot.says('worker');
		expect(await bot.says('received')).toMatchObject({
			content: 'hello from Kick',
			sender: 'ana',
			guildId: guild.id,
			source: 'webhook'
		});
		expect(bot.warnings).toEqual([]);
	});

	it('keeps the /kick of a bot, says so once, and works anyway', async () => {
		const { kick, guild, manager } = world;
		const bot = run('esm', 'bot.js', settings);
		await bot.says('ready');

		const reply = await manager.slash('kick', { who: 'a troll' });
		await kick.viewer('ana').says('hello again');

		expect(reply.content).toBe('a troll is out.');
		expect(await bot.says('received')).toMatchObject({ content: 'hello again', sender: 'ana', guildId: guild.id });
		expect(bot.warnings).toEqual([expect.stringContaining('kick.commands')]);
	});

	it('starts in a bot without Kick credentials with one warning, and its commands say so', async () => {
		const { manager } = world;
		const bot = run('cjs', 'bot.js', world.discordSettings);
		await bot.says('ready');

		const reply = await manager.slash('kickchat sync');

		expect(reply.content).toContain('not configured');
		expect(bot.warnings).toEqual([expect.stringContaining('KICK_CLIENT_ID, KICK_CLIENT_SECRET, OAUTH_BASE_URL')]);
	});
});
