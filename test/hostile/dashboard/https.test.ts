import { beforeAll, expect } from 'vitest';
import { underAttack } from '../support/attack.js';
import { endTls } from '../support/endTls.js';
import { requestBytes } from '../support/requestBytes.js';
import { Visitor } from '../support/Visitor.js';

const Home = 'https://bot.example.com';
endTls(Home);
const { attack, target: started } = underAttack({}, Home);

let manager: Visitor;
beforeAll(async () => {
	const { community, world } = started();
	manager = await Visitor.logIn(world, community.manager);
});

const Flags = 'Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+; Secure';

attack({
	name: 'a look at every cookie that the bot sets: for https alone, out of reach for scripts, other sites and sibling domains',
	async how({ community, world }) {
		const person = new Visitor(world);
		world.discord.oauth.signIn(community.guild.addMember('somebody', { permissions: ['ManageGuild'] }));
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
	'without the prefix that only the host itself can set': (session) => `kick_session=${session}`,
	'with the prefix in small letters, which browsers let siblings set': (session) => `__host-kick_session=${session}`,
	'with another prefix': (session) => `__Secure-kick_session=${session}`,
	'beside an empty name': (session) => `=__Host-kick_session=${session}`
})) {
	attack({
		name: `a session that a sibling domain has planted, ${name}`,
		async how({ community, world }) {
			const attacker = await Visitor.logIn(world, world.createCommunity().manager);
			const planted = cookie(attacker.session);
			const alone = await new Visitor(world).get('', { cookie: planted });
			const beside = await manager.get(`${community.guild.id}/settings`, { cookie: `${planted}; ${manager.cookies}` });
			return { alone: await alone.text(), beside: beside.status };
		},
		answer({ alone, beside }) {
			expect(alone).toContain('Log in with Discord');
			expect(beside).toBe(200);
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
		name: `a form with its token, sent by ${origin}`,
		async how({ community }) {
			const path = `${community.guild.id}/settings/chatroom`;
			return manager.post(path, { token: await manager.token(path), chatroom_id: '' }, { origin });
		},
		answer: 403
	});
}

attack({
	name: 'a login by http, with headers that say so: it is an https one all the same',
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
