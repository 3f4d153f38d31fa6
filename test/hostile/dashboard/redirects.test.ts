import { expect } from 'vitest';
import type { DiscordFault } from '../../../sandbox/discord/index.js';
import { HttpStub, raw } from '../../support/HttpStub.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { underAttack } from '../support/attack.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

/** Server that neither people nor the bot may be sent to. */
const elsewhere = (await stopAfterAll(HttpStub.start())).reply(raw(200, '{}'));

const { attack } = await underAttack();

/** Maximum size of a cookie that browsers and this bot accept. */
const MaxCookie = 4_096;

/** Logs in by this address and returns the bot's last redirect. */
async function logInBy({ world }: Target, query: string) {
	const { manager } = world.createCommunity();
	world.discord.oauth.signIn(manager);
	const visitor = new Visitor(world);
	const consent = await visitor.open(`login?${query}`);
	const page = await consent.submit('Allow');
	const cookie = String(consent.history[0]?.headers['set-cookie']);
	return { back: page.history[1], cookie, visitor, page };
}

const returnTo = {
	'another site': 'https://evil.example/dashboard',
	'another site without a scheme': '//evil.example/dashboard',
	'three slashes': '///evil.example/dashboard',
	'two backslashes': '\\\\evil.example/dashboard',
	'a slash and a backslash': '/\\evil.example/dashboard',
	'a scheme without slashes': 'https:evil.example',
	'a scheme with one slash': 'https:/evil.example',
	'a tab after the slash': '/\t/evil.example/dashboard',
	'a line end after the slash': '/\n/evil.example/dashboard',
	'white space before it': ' //evil.example',
	'an encoded slash': '%2f%2fevil.example',
	'a user name before the host': 'http://localhost@evil.example/dashboard',
	'a user name that is the path': '/dashboard@evil.example',
	'a path to the parent': '/dashboard/../../auth/kick',
	'an encoded path to the parent': '/dashboard/%2e%2e/auth/kick',
	'a path that only begins like the dashboard’s': '/dashboardevil',
	'another scheme': 'javascript:alert(1)//dashboard',
	'a data address': 'data:text/html,<script>alert(1)</script>',
	'an added header': '/dashboard\r\nSet-Cookie: evil=1',
	'an encoded added header': '/dashboard/%0d%0aSet-Cookie:%20evil=1',
	'NUL and lone surrogates': '/dashboard/\0\uD800',
	'right-to-left marks': '/dashboard/\u202Egnp',
	markup: '/dashboard/"><script>alert(1)</script>',
	'the login itself': '/dashboard/login?to=//evil.example',
	'the callback itself': '/dashboard/callback?code=x&state=y',
	'an address that does not fit into a cookie': `/dashboard/1/log?type=${'x'.repeat(6_000)}`
};

for (const [name, to] of Object.entries(returnTo)) {
	attack({
		name: `a login that should return to ${name}: it ends at the dashboard`,
		how: (target) => logInBy(target, String(new URLSearchParams({ to }))),
		answer({ back, cookie, visitor }) {
			expect(back?.status).toBe(303);
			expect(back?.headers.location).toMatch(/^\/dashboard(\/[\w/?&=%.:()-]*)?$/);
			expect(back?.headers.location).not.toMatch(/login|callback/);
			expect(Object.keys(back?.headers ?? {})).not.toContain('evil');
			expect(
				[back?.headers['set-cookie']].flat().map((one) => one?.split('=')[0]?.replace(/_[0-9a-f]{16}$/, ''))
			).toEqual(['kick_session', 'kick_login']);
			expect(cookie.length).toBeLessThan(MaxCookie);
			expect(visitor.session).not.toBe('');
		},
		stores: { sessions: 1 }
	});
}

for (const name of ['redirect_uri', 'redirect', 'next', 'return_to', 'url', 'to[]', 'state', 'client_id']) {
	attack({
		name: `a login with a parameter ${name} that contains another site`,
		how: (target) => logInBy(target, `${name}=https://evil.example`),
		answer: ({ page }) => expect(page.history.map(({ url }) => url).join()).not.toContain('evil'),
		stores: { sessions: 1 }
	});
}

attack({
	name: 'a login with another host in every header that proxies use: Discord sends the browser back to the right one',
	async how(target) {
		const headers = [
			['Host', 'evil.example'],
			['X-Forwarded-Host', 'evil.example'],
			['X-Forwarded-Proto', 'javascript'],
			['Forwarded', 'host=evil.example;proto=https'],
			['Origin', 'https://evil.example'],
			['Referer', 'https://evil.example']
		] as const;
		return target.send(requestBytes({ line: 'GET /dashboard/login HTTP/1.1', headers }));
	},
	answer([answer]) {
		expect(answer?.status).toBe(303);
		expect(JSON.stringify(answer)).not.toContain('evil.example');
		expect(answer?.headers['set-cookie']).toMatch(
			/^kick_login_[0-9a-f]{16}=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/
		);
	},
	after({ world }, [answer]) {
		const { searchParams } = new URL(answer?.headers.location ?? '');
		expect(searchParams.get('redirect_uri')).toBe(`${world.url}/dashboard/callback`);
	}
});

const tokens = { access_token: 'x', token_type: 'Bearer', expires_in: 3_600, scope: 'identify' };
const person = { id: '1', username: 'ana', global_name: null };
const answers: Record<string, [route: string, fault: DiscordFault | 'cut']> = {
	'a token with a line end': ['/oauth2/token', { status: 200, body: { ...tokens, access_token: 'x\r\nX: y' } }],
	'a token of 2 MB': ['/oauth2/token', { status: 200, body: { ...tokens, access_token: 'x'.repeat(2_000_000) } }],
	'a token that never expires': ['/oauth2/token', { status: 200, body: { ...tokens, expires_in: 1e300 } }],
	'a token of another kind': ['/oauth2/token', { status: 200, body: { ...tokens, token_type: 'mac' } }],
	'no token': ['/oauth2/token', { status: 200, body: {} }],
	'a page in place of a token': ['/oauth2/token', { status: 200, body: '<script>alert(1)</script>' }],
	'a redirect of the token request': ['/oauth2/token', { status: 307, headers: { location: elsewhere.baseUrl } }],
	'a redirect of the person request': ['/users/@me', { status: 302, headers: { location: elsewhere.baseUrl } }],
	'a person who is a page': ['/users/@me', { status: 200, body: '<script>alert(1)</script>' }],
	'a person whose id is SQL': ['/users/@me', { status: 200, body: { ...person, id: "1' OR '1'='1" } }],
	'a person whose id is a path': ['/users/@me', { status: 200, body: { ...person, id: '../1' } }],
	'a person of 2 MB': ['/users/@me', { status: 200, body: { ...person, bio: 'x'.repeat(2_000_000) } }],
	'a person who is a list': ['/users/@me', { status: 200, body: [person] }],
	'no person': ['/users/@me', { status: 200, body: null }],
	'a closed connection': ['/users/@me', 'cut']
};

for (const [name, [wanted, fault]] of Object.entries(answers)) {
	attack({
		name: `Discord, or an impostor, answers a login with ${name}: no session starts, and the page shows nothing of it`,
		async how(target) {
			const restore = target.world.discord.intercept(({ route }) => (route === wanted ? fault : undefined));
			const { page, visitor } = await logInBy(target, '');
			restore();
			return { page, session: visitor.session };
		},
		answer({ page, session }) {
			expect([400, 503]).toContain(page.status);
			expect(page.html).not.toContain('alert');
			expect(session).toBe('');
			expect(elsewhere.requests).toEqual([]);
		}
	});
}
