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
