import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../../../sandbox/Browser.js';
import { SimulatedDiscord } from '../../../../sandbox/discord/index.js';

const redirectUri = 'http://localhost:1/callback';
const verifier = randomBytes(32).toString('base64url');
let discord: SimulatedDiscord;

beforeAll(async () => {
	discord = await SimulatedDiscord.start({ redirectUris: [redirectUri], clientSecret: 'the-secret' });
});
afterAll(() => discord.stop());

function authorizeUrl(changes: Record<string, string> = {}): URL {
	const url = new URL('/oauth2/authorize', discord.apiUrl);
	url.search = new URLSearchParams({
		client_id: discord.application.id,
		redirect_uri: redirectUri,
		response_type: 'code',
		scope: 'identify guilds',
		state: 'abc',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
		...changes
	}).toString();
	return url;
}

/** Opens the page that adds the bot to a server. */
const openInvite = (query: Record<string, string>) =>
	new Browser().open(
		`${new URL('/oauth2/authorize', discord.apiUrl)}?${new URLSearchParams({
			client_id: discord.application.id,
			scope: 'bot applications.commands',
			...query
		})}`
	);

/** Allows it, and reads the code from where Discord leads. */
async function code(name: string): Promise<string> {
	discord.oauth.signIn(discord.addUser(name));
	const page = await new Browser().open(authorizeUrl());
	const request = /name="request" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
	const answer = await fetch(new URL('/oauth2/authorize', discord.apiUrl), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({ request, decision: 'allow' })
	});
	const url = new URL(answer.headers.get('location') ?? '');
	expect(url.searchParams.get('state')).toBe('abc');
	return url.searchParams.get('code') ?? '';
}

async function token(changes: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
	const response = await fetch(`${discord.apiUrl}/v10/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams({
			client_id: discord.application.id,
			client_secret: 'the-secret',
			grant_type: 'authorization_code',
			redirect_uri: redirectUri,
			code_verifier: verifier,
			...changes
		})
	});
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const get = (path: string, bearer: unknown) =>
	fetch(`${discord.apiUrl}/v10${path}`, { headers: { authorization: `Bearer ${bearer}` } });

describe('"Log in with Discord"', () => {
	it('asks for a login, and then for consent', async () => {
		discord.oauth.signOut();
		discord.addUser('mia');
		const page = await new Browser().open(authorizeUrl());
		expect(page.text).toContain('No account is signed in here');
		const consent = await page.submit('mia');
		expect(consent.text).toContain('Signed in as mia');
		expect(consent.text).toContain('identify guilds');
	});

	it.each([
		['client_id', '1'],
		['redirect_uri', 'http://localhost:1/other'],
		['response_type', 'token'],
		['scope', 'everything'],
		['code_challenge_method', 'plain']
	])('refuses a wrong %s with a page, and leads nowhere', async (name, value) => {
		const page = await new Browser().open(authorizeUrl({ [name]: value }));
		expect(page.status).toBe(400);
		expect(page.history).toHaveLength(1);
	});

	it('gives a token for a code, once, that shows this user and their servers', async () => {
		const guild = discord.addGuild({ name: 'Server' });
		const given = await code('ana');
		const first = await token({ code: given });
		expect(first.status).toBe(200);
		expect((await token({ code: given })).body).toEqual({ error: 'invalid_grant' });

		const bearer = first.body.access_token;
		expect(await (await get('/users/@me', bearer)).json()).toMatchObject({ username: 'ana' });
		expect(await (await get('/users/@me/guilds', bearer)).json()).toEqual([]);
		const user = discord.oauth.signedIn;
		if (!user) throw new Error('No user is signed in.');
		const member = guild.addMember(user, { permissions: ['ManageGuild'] });
		const permissions = async () => {
			const [one] = (await (await get('/users/@me/guilds', bearer)).json()) as { permissions: string }[];
			return BigInt(one?.permissions ?? 0) & 0x20n;
		};
		expect(await permissions()).toBe(0x20n);
		member.setPermissions([]);
		expect(await permissions()).toBe(0n);
		expect((await get(`/guilds/${guild.id}`, bearer)).status).toBe(401);
		expect((await discord.problems()).filter((problem) => problem.includes('/users/@me'))).toEqual([]);
	});

	it('checks the secret, the verifier and the address', async () => {
		expect(await token({ code: await code('eva'), client_secret: 'wrong' })).toMatchObject({ status: 401 });
		expect(await token({ code: await code('eva'), code_verifier: 'wrong' })).toMatchObject({ status: 400 });
		expect(await token({ code: await code('eva'), redirect_uri: 'http://other' })).toMatchObject({ status: 400 });
	});

	it('ends all tokens of a person with one of them', async () => {
		const first = await token({ code: await code('ida') });
		const user = discord.oauth.signedIn;
		if (!user) throw new Error('No user is signed in.');
		const consent = await fetch(authorizeUrl({ prompt: 'none' }), { redirect: 'manual' });
		const again = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const second = await token({ code: again });
		await fetch(`${discord.apiUrl}/v10/oauth2/token/revoke`, {
			method: 'POST',
			body: new URLSearchParams({
				client_id: discord.application.id,
				client_secret: 'the-secret',
				token: String(first.body.access_token)
			})
		});
		expect((await get('/users/@me', second.body.access_token)).status).toBe(401);
		expect(discord.oauth.tokensOf(user)).toBe(0);
	});
});

describe('the page that adds the bot', () => {
	it('adds it to the chosen server with the permissions that were left ticked', async () => {
		const owner = discord.addUser('mia');
		const guilds = ['First', 'Second'].map((name) => discord.addGuild({ name, owner }));
		for (const guild of guilds) guild.remove();
		discord.addGuild({ name: 'Of others' });
		discord.oauth.signIn(owner);

		const page = await openInvite({ permissions: '536887296' });
		expect(page.text).toContain('Add to server: First Second This allows Sandbox Bot to: Embed Links Manage Webhooks');
		const done = await page.submit('Authorize', { guild_id: guilds[1]?.id ?? '' });
		expect(done.text).toContain('Authorized You can close this window.');
		expect(guilds.map(({ hasBot }) => hasBot)).toEqual([false, true]);
		const permissions = async (body: Record<string, string>) => {
			await (await openInvite({ permissions: '536887296', ...body })).submit('Authorize', body);
			return guilds[1]?.roles.find(({ managed }) => managed)?.permissions;
		};
		expect(guilds[1]?.roles.find(({ managed }) => managed)?.permissions).toBe('536887296');
		expect(await permissions({ guild_id: guilds[1]?.id ?? '', permission: 'EmbedLinks' })).toBe('16384');
	});

	it('offers no other server than the one of a fixed choice, and only servers that the person manages', async () => {
		const owner = discord.addUser('mia');
		const own = discord.addGuild({ name: 'Own', owner });
		discord.addGuild({ name: 'Second', owner });
		const foreign = discord.addGuild({ name: 'Foreign' });
		for (const guild of [own, foreign]) guild.remove();
		foreign.addMember(owner);
		discord.oauth.signIn(owner);

		const page = await openInvite({ guild_id: own.id, disable_guild_select: 'true' });
		expect(page.text).toContain('Add to server: Own This');
		expect((await page.submit('Authorize', { guild_id: foreign.id })).status).toBe(403);
		expect((await openInvite({ guild_id: foreign.id, disable_guild_select: 'true' })).text).not.toContain('Foreign');
		expect([own.hasBot, foreign.hasBot]).toEqual([false, false]);
	});

	it('adds nothing after "Cancel"', async () => {
		const owner = discord.addUser('mia');
		const guild = discord.addGuild({ owner });
		guild.remove();
		discord.oauth.signIn(owner);
		expect((await (await openInvite({})).submit('Cancel')).text).toContain('Nothing was added');
		expect(guild.hasBot).toBe(false);
	});

	it('leads back with the server and a code when it was opened with an address', async () => {
		const owner = discord.addUser('mia');
		const guild = discord.addGuild({ owner });
		discord.oauth.signIn(owner);
		const query = { redirect_uri: redirectUri, response_type: 'code', state: 'abc', permissions: '2048' };
		const page = await openInvite(query);
		const answer = await fetch(new URL('/oauth2/authorize', discord.apiUrl), {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({
				request: /name="request" value="([^"]+)"/.exec(page.html)?.[1] ?? '',
				guild_id: guild.id,
				permission: 'SendMessages',
				decision: 'allow'
			})
		});
		const { searchParams } = new URL(answer.headers.get('location') ?? '');
		expect(Object.fromEntries(searchParams)).toEqual({
			code: expect.any(String),
			guild_id: guild.id,
			permissions: '2048',
			state: 'abc'
		});
	});

	it.each([
		['permissions', 'all'],
		['guild_id', 'mine'],
		['redirect_uri', 'http://localhost:1/other'],
		['client_id', '1']
	])('refuses a wrong %s', async (name, value) => {
		expect((await openInvite({ [name]: value })).status).toBe(400);
	});
});
