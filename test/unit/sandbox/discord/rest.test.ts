import { Client, type RESTPostAPIApplicationCommandsJSONBody, Routes, Team, User } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedDiscord } from '../../../../sandbox/discord/index.js';
import { restOf } from './TestBot.js';

const command = (name: string, more: object = {}) => ({ name, description: 'Does something', ...more });

describe('the REST API', () => {
	let discord: SimulatedDiscord;

	beforeEach(async () => {
		discord = await SimulatedDiscord.start();
	});

	afterEach(() => discord.stop());

	const put = (body: unknown) => restOf(discord).put(Routes.applicationCommands(discord.application.id), { body });

	it('registers commands all at once, and keeps the ids of those that stay', async () => {
		await put([command('one'), command('two')]);
		const [one] = discord.commands;
		await put([command('one', { description: 'Changed', default_member_permissions: '32' })]);

		expect(discord.commands).toHaveLength(1);
		expect(discord.commands[0]).toMatchObject({
			id: one?.id,
			description: 'Changed',
			default_member_permissions: '32'
		});
	});

	it('registers commands one by one, globally and for one Discord server', async () => {
		const rest = restOf(discord);
		const guild = discord.addGuild();
		const path = Routes.applicationGuildCommands(discord.application.id, guild.id);

		const { id } = (await rest.post(path, { body: command('one') })) as { id: string };
		await rest.patch(`${path}/${id}`, { body: { description: 'Changed' } });
		expect(guild.commands).toMatchObject([{ id, guild_id: guild.id, description: 'Changed' }]);
		expect(discord.commands).toEqual([]);

		await rest.delete(`${path}/${id}`);
		await expect(rest.get(`${path}/${id}`)).rejects.toMatchObject({ code: 10063 });
		expect(discord.calls.map(({ status }) => status)).toEqual([201, 200, 204, 404]);
	});

	const nested = { type: 1, name: 'sub', description: 'Sub' };
	const text = { type: 3, name: 'text', description: 'Text' };
	const tooMany = Array.from({ length: 26 }, (_, index) => ({ ...text, name: `text${index}` }));

	it.each<[string, unknown]>([
		['two of one name', [command('one'), command('one')]],
		['a name in upper case', [command('One')]],
		['no description', [{ name: 'one' }]],
		['a description of more than 100 characters', [command('one', { description: 'x'.repeat(101) })]],
		['two options of one name', [command('one', { options: [text, text] })]],
		[
			'an optional option before a required one',
			[command('one', { options: [text, { ...text, name: 'b', required: true }] })]
		],
		['subcommands beside options', [command('one', { options: [nested, text] })]],
		['26 options', [command('one', { options: tooMany })]],
		[
			'a bad option within a subcommand',
			[command('one', { options: [{ ...nested, options: [{ ...text, name: '' }] }] })]
		]
	])('refuses commands with %s', async (_, body) => {
		await expect(put(body)).rejects.toMatchObject({ code: 50035 });
		expect(discord.commands).toEqual([]);
	});

	it('names the fields that do not fit', async () => {
		const body = [{ name: 'one' }] satisfies Partial<RESTPostAPIApplicationCommandsJSONBody>[];
		await expect(put(body)).rejects.toMatchObject({
			rawError: { errors: { 0: { description: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } }
		});
	});

	it('knows the owner of the application, or its team', async () => {
		const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
		client.rest.setToken(discord.token);
		const fetched = async () => {
			const { ClientApplication } = await import('discord.js');
			const application = Reflect.construct(ClientApplication, [client, { id: discord.application.id }]);
			return (await application.fetch()).owner;
		};

		const owner = await fetched();
		expect(owner).toBeInstanceOf(User);
		expect(owner.id).toBe(discord.application.owner.id);

		const ana = discord.addUser('ana');
		discord.application.setTeam('Team', [ana]);
		const team = await fetched();
		expect(team).toBeInstanceOf(Team);
		expect([...team.members.keys()]).toEqual([discord.application.owner.id, ana.id]);
		expect(await discord.problems()).toEqual([]);
	});

	it('simulates faults', async () => {
		const rest = restOf(discord);
		const stop = discord.intercept(({ path }) => {
			if (path === '/users/@me') return { status: 403, body: '<html>no</html>' };
			return path === '/gateway/bot' ? 'cut' : undefined;
		});

		await expect(rest.get('/users/@me')).rejects.toMatchObject({ status: 403 });
		await expect(rest.get('/gateway/bot')).rejects.toThrow();
		stop();
		await expect(rest.get('/users/@me')).resolves.toMatchObject({ id: discord.bot.id });
		expect(discord.calls.map(({ status, isIntercepted }) => [status, isIntercepted])).toEqual([
			[403, true],
			[null, true],
			[200, false]
		]);
	});

	it('makes a bot wait that has reached a rate limit', async () => {
		const guild = discord.addGuild();
		let refused = 0;
		discord.intercept(() => {
			if (refused > 0) return undefined;
			refused += 1;
			return { status: 429, body: { message: 'Slow down', retry_after: 0.05, global: false, code: 0 } };
		});

		const sent = restOf(discord).post(Routes.channelMessages(guild.channel().id), { body: { content: 'hi' } });
		await expect(sent).resolves.toMatchObject({ content: 'hi' });
		expect(discord.calls.map(({ status }) => status)).toEqual([429, 200]);
	});

	it('says what there is not', async () => {
		const rest = restOf(discord);
		await expect(rest.get('/sticker-packs')).rejects.toMatchObject({ status: 404 });
		await expect(rest.delete('/users/@me')).rejects.toMatchObject({ status: 405 });
		await expect(rest.get('/users/1')).rejects.toMatchObject({ code: 10013 });
		await expect(rest.get('/channels/1')).rejects.toMatchObject({ code: 10003 });
		await expect(restOf(discord, 'wrong').get('/users/@me')).rejects.toMatchObject({ status: 401 });

		const answer = await fetch(`${discord.apiUrl}/v10/users/@me/channels`, {
			method: 'POST',
			headers: { authorization: `Bot ${discord.token}` },
			body: '{'
		});
		expect(await answer.json()).toMatchObject({ code: 50109 });
	});

	it('reports calls that Discord would not take', async () => {
		const guild = discord.addGuild();
		const rest = restOf(discord);
		await rest.post(Routes.channelMessages(guild.channel().id), { body: { content: 'hi', sticker_ids: 'none' } });
		await rest.get('/sticker-packs').catch(() => undefined);

		const problems = await discord.problems();
		expect(problems).toHaveLength(2);
		expect(problems[0]).toMatch(
			/^POST \/channels\/\d+\/messages: request does not fit MessageCreateRequest: .*sticker_ids/
		);
		expect(problems[1]).toBe('GET /sticker-packs: the simulated Discord has no such route');
	});

	it('answers every reading route in the published shape', async () => {
		const guild = discord.addGuild();
		const rest = restOf(discord);
		await put([command('one', { options: [{ ...nested, options: [{ ...text, required: true, max_length: 5 }] }] })]);
		await rest.post('/users/@me/channels', { body: { recipient_id: guild.owner.id } });
		for (const path of [
			'/gateway',
			'/gateway/bot',
			'/applications/@me',
			'/oauth2/applications/@me',
			`/applications/${discord.application.id}/commands`,
			'/users/@me',
			'/users/@me/guilds',
			`/users/${guild.owner.id}`,
			`/guilds/${guild.id}`,
			`/guilds/${guild.id}/channels`,
			`/guilds/${guild.id}/roles`,
			`/guilds/${guild.id}/members/${guild.owner.id}`,
			`/channels/${guild.channel().id}`,
			`/channels/${guild.channel().id}/messages`
		] as const) {
			await rest.get(path);
		}

		expect(await discord.problems()).toEqual([]);
	});
});
