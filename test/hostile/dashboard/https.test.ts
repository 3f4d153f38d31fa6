import { expect } from 'vitest';
import { underAttack } from '../support/attack.js';
import { endTls } from '../support/endTls.js';
import { logInManager } from '../support/logInManager.js';
import { requestBytes } from '../support/requestBytes.js';
import { Visitor } from '../support/Visitor.js';

const Home = 'https://bot.example.com';
endTls(Home);
const { attack, target } = await underAttack({}, Home);

const manager = await logInManager(target);

const Flags = 'Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+; Secure';

attack({
	name:
		'every cookie that the bot sets is sent over https only, ' +
		'and is hidden from scripts, other sites and sibling domains',
	async how({ community, world }) {
		const person = new Visitor(world);
		world.discord.oauth.signIn(community.guild.addMember('person', { permissions: ['ManageGuild'] }));
		const consent = await person.open('login');
		const page = await consent.submit('Allow');
		const settings = await person.open(`${community.guild.id}/settings`);
		const saved = await settings.submit('Save chatroom ID', { chatroom_id: String(community.streamer.chatroomId) });
		const out = await saved.submit('Log out');
		const link = await world.openConsent(await world.linkAddress(community.manager), person.browser);
		const all = [consent, page, saved, out, link].flatMap(({ history }) => history);
		return all.flatMap(({ headers }) => headers['set-cookie'] ?? []);
	},
	answer(cookies) {
		const names = cookies.map((cookie) => cookie.split('=')[0]?.replace(/_[0-9a-f]{16}$/, ''));
		const own = ['kick_login', 'kick_session', 'kick_login', 'kick_notice', 'kick_notice', 'kick_session', 'kick_link'];
		expect(names).toEqual(own.map((name) => `__Host-${name}`));
		for (const cookie of cookies) expect(cookie).toMatch(new RegExp(`^__Host-kick_\\w+=[\\w.-]*; ${Flags}$`));
	},
	stores: { usedForms: 2, linkStates: 1 }
});

for (const [name, cookie] of Object.entries<(session: string) => string>({
	'without the prefix that only the host can set': (session) => `kick_session=${session}`,
	'with the prefix in lower case, which browsers let sibling domains set': (session) =>
		`__host-kick_session=${session}`,
	'with another prefix': (session) => `__Secure-kick_session=${session}`,
	'after an empty name': (session) => `=__Host-kick_session=${session}`
})) {
	attack({
		name: `a session cookie planted by a sibling domain, ${name}`,
		async how({ community, world }) {
			const attacker = await Visitor.logIn(world, world.createCommunity().manager);
			const planted = cookie(attacker.session);
			const alone = await new Visitor(world).get('', { cookie: planted });
			const together = await manager.get(`${community.guild.id}/settings`, {
				cookie: `${planted}; ${manager.cookies}`
			});
			return { alone: await alone.text(), together: together.status };
		},
		answer({ alone, together }) {
			expect(alone).toContain('Log in with Discord');
			expect(together).toBe(200);
		},
		stores: { sessions: 1 }
	});
}

for (const origin of [
	'http://bot.example.com',
	'https://bot.example.com:8443',
	'https://bot.example.com:443',
	'https://evil.bot.example.com',
	'https://example.com',
	'https://bot.example.com.evil.example',
	'https://bot.example.com.',
	'https://xn--bt-xka.example.com'
]) {
	attack({
		name: `a form with a valid token, sent by ${origin}`,
		async how({ community }) {
			const path = `${community.guild.id}/settings/chatroom`;
			return manager.post(path, { token: await manager.token(path), chatroom_id: '' }, { origin });
		},
		answer: 403
	});
}

attack({
	name: 'a login over http, with headers that say so: cookie and callback are still for https',
	async how(target) {
		const headers = [
			['Host', 'bot.example.com'],
			['X-Forwarded-Proto', 'http'],
			['Forwarded', 'proto=http;host=evil.example']
		] as const;
		return target.send(requestBytes({ line: 'GET /dashboard/login HTTP/1.1', headers }));
	},
	answer([answer]) {
		expect(answer?.headers['set-cookie']).toMatch(new RegExp(`^__Host-kick_login_[0-9a-f]{16}=[\\w-]+; ${Flags}$`));
		const { searchParams } = new URL(answer?.headers.location ?? '');
		expect(searchParams.get('redirect_uri')).toBe(`${Home}/dashboard/callback`);
	}
});
