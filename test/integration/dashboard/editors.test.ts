import { container } from '@sapphire/framework';
import type { APIRole } from 'discord-api-types/v10';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallRequest } from '../../../sandbox/discord/index.js';
import type { Section } from '../../../src/lib/editors/sections.js';
import { formToken, post, request } from '../../support/dashboardRequests.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { historyRows } from '../../support/historyRows.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PageStream } from '../../support/PageStream.js';
import { addEditor, addRole, deleteRole } from '../../support/roles.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const announced = new HeardEvents(world.client);
const errors = recordErrors();
let mend = () => {};
let people = 0;

afterEach(() => {
	vi.useRealTimers();
	mend();
});

const { editors } = container.kick;
const urlOf = ({ id }: { id: string }, page: string) => `${world.url}/dashboard/${id}/${page}`;
const asksForMember = ({ route }: CallRequest) => route === '/guilds/{guild_id}/members/{user_id}';
const memberCalls = () => world.discord.calls.filter(asksForMember).length;
const profileOf = async ({ id }: { id: string }) => (await container.kick.profile(id)).unwrap();

/** Lets two minutes pass for all cached answers of Discord. */
function forgetAnswers(): void {
	const now = performance.now();
	vi.useFakeTimers({ toFake: ['performance'] });
	// The fake clock starts at 0.
	vi.advanceTimersByTime(now + 120_000);
}

/** Linked server with an editor of these sections, who is logged in. */
async function atServer(...sections: Section[]) {
	const community = await world.createLinkedCommunity();
	const { editor, role } = await addEditor(community, sections);
	const { browser, page: home } = await world.logIn(editor);
	const open = (page: string) => browser.open(urlOf(community.guild, page));
	return { ...community, editor, role, browser, home, open };
}

/** Page for managers that sets the editors. */
async function atEditors(community: Community) {
	const { browser } = await world.logIn(community.manager);
	const open = () => browser.open(urlOf(community.guild, 'editors'));
	return { browser, open, page: await open() };
}

describe('the page Editors', () => {
	it('lets a manager allow a role, change what it may edit, and remove it, with entries in the history', async () => {
		const community = world.createCommunity();
		const { guild, manager } = community;
		const mods = await addRole(guild, 'Mods');
		const artists = await addRole(guild, '<b>Artists</b> & "co"');
		const { browser, page } = await atEditors(community);
		expect(page.text).toContain('No editors yet');
		expect(page.html).not.toContain('@everyone');

		const added = await page.submit('Add', { role: mods.id, chat: 'on', log: 'on' });
		expect(added.text).toContain('Saved. The role may edit: Chat, Log.');
		await added.submit('Add', { role: artists.id, settings: 'on' });
		expect((await editors.list(guild.id)).unwrap()).toEqual([
			{ roleId: mods.id, sections: ['chat', 'log'] },
			{ roleId: artists.id, sections: ['settings'] }
		]);
		await (await browser.open(page.url)).submit('Save', { role: mods.id, settings: 'on' });
		const removed = await (await browser.open(page.url)).submit('Remove', { role: artists.id });
		expect(removed.text).toContain('The role may edit nothing.');

		const rows = historyRows(await browser.open(urlOf(guild, 'history')));
		const name = '&lt;b>Artists&lt;/b> &amp; &quot;co&quot;';
		expect(rows.map(({ change, who }) => [change, who])).toEqual(
			[
				`Removed the role ${name} from the editors.`,
				'Changed what the role Mods may edit from Chat, Log to Chat, Settings, Log.',
				`Allowed the role ${name} to edit Settings.`,
				'Allowed the role Mods to edit Chat, Log.'
			].map((change) => [change, `${manager.name} on the dashboard`])
		);
		expect(rows.map(({ undo }) => undo)).toEqual([
			'Undo',
			'Undo',
			'The setting has changed since then.',
			rows[3]?.undo
		]);
	});

	it('undoes and redoes a change, but not for a role that was deleted', async () => {
		const community = world.createCommunity();
		const role = await addRole(community.guild, 'Mods');
		const { browser, page } = await atEditors(community);
		await page.submit('Add', { role: role.id, chat: 'on' });
		const open = () => browser.open(urlOf(community.guild, 'history'));
		const list = async () => (await editors.list(community.guild.id)).unwrap();
		await (await open()).submit('Undo');
		expect(await list()).toEqual([]);
		await (await open()).submit('Undo');
		expect(await list()).toEqual([{ roleId: role.id, sections: ['chat'] }]);
		await (await open()).submit('Undo');
		await deleteRole(community.guild, role);
		const refused = await (await open()).submit('Undo');
		expect(refused.text).toContain('This server has no such role.');
		expect(await list()).toEqual([]);
	});

	it('shows a role that was deleted in Discord, and lets it be removed', async () => {
		const community = world.createCommunity();
		const { role } = await addEditor(community, ['chat']);
		await deleteRole(community.guild, role);
		const { page } = await atEditors(community);
		expect(page.text).toContain('Deleted role This role no longer exists in Discord');
		await page.submit('Remove');
		expect((await editors.list(community.guild.id)).unwrap()).toEqual([]);
	});

	it('refuses @everyone, roles of other servers, made up roles and forged sections', async () => {
		const community = world.createCommunity();
		const { guild } = community;
		const role = await addRole(guild, 'Mods');
		const other = await addRole(world.createCommunity().guild, 'Other');
		const { browser, open } = await atEditors(community);
		const path = `/dashboard/${guild.id}/editors/role`;
		const send = async (fields: Record<string, string>) => {
			const token = formToken(await open(), path);
			const answer = await post(browser, `${world.url}${path}`, { token, ...fields });
			for (const cookie of answer.headers.getSetCookie()) browser.cookies.store(new URL(world.url), cookie);
			return (await open()).text;
		};
		expect(await send({ role: guild.id, chat: 'on' })).toContain('The role @everyone cannot be chosen');
		for (const id of [other.id, '1', '99999999999999999999']) {
			expect(await send({ role: id, chat: 'on' })).toContain('This server has no such role.');
		}
		for (const id of ['', 'x', '1 OR 1=1', `${role.id}\0`]) {
			expect(await send({ role: id, chat: 'on' })).toContain('Choose a role.');
		}
		expect(await send({ role: role.id, chat: 'yes' })).toContain('Use the switches on the page.');
		expect(await send({ role: role.id, manager: 'on', any: 'on', __proto__: 'on' })).toContain('may edit nothing');
		expect((await editors.list(guild.id)).unwrap()).toEqual([]);
		const forged = await editors.set(guild.id, role.id, ['manager', 'chat'] as unknown as Section[]);
		expect(forged.unwrapErr().code).toBe('bad_request');
	});

	it('allows 25 roles', async () => {
		const { guild } = world.createCommunity();
		const roles: APIRole[] = [];
		for (let index = 0; index < 26; index++) roles.push(await addRole(guild, `Role ${index}`));
		for (const role of roles.slice(0, 25)) (await editors.set(guild.id, role.id, ['chat'])).unwrap();
		expect((await editors.set(guild.id, roles[25]!.id, ['chat'])).unwrapErr().hint).toContain('At most 25 roles');
		expect((await editors.set(guild.id, roles[0]!.id, ['log'])).isOk()).toBe(true);
		expect((await editors.set(guild.id, roles[1]!.id, [])).isOk()).toBe(true);
		expect((await editors.set(guild.id, roles[25]!.id, ['chat'])).isOk()).toBe(true);
	});

	it('says so while Discord does not answer, and removes a role nevertheless', async () => {
		const community = world.createCommunity();
		const { guild } = community;
		const { role } = await addEditor(community, ['chat']);
		const { browser, page } = await atEditors(community);
		mend = world.discord.intercept(({ route }) => (route === '/guilds/{guild_id}' ? { status: 500 } : undefined));
		guild.setUnavailable();
		const refused = async () =>
			(await editors.set(guild.id, role.id, ['log'])).match({ ok: () => null, err: ({ code }) => code });
		await expect.poll(refused).toBe('discord_unavailable');
		const away = await browser.open(page.url);
		expect(away.text).toContain('Discord does not answer.');
		await away.submit('Remove');
		expect((await editors.list(guild.id)).unwrap()).toEqual([]);
	});
});

const Forms = {
	chat: ['chat/say'],
	settings: ['settings/channel', 'settings/chatroom', 'settings/sync'],
	log: ['log/test', 'log/0/replay', 'log/0/dismiss'],
	manager: ['settings/link', 'settings/unlink', 'editors/role']
};
const Names = ['chat', 'settings', 'log'] as const;

describe('an editor', () => {
	it.each(Names)('of the section %s can open the server, and send the forms of this section only', async (section) => {
		const { browser, guild, home, streamer } = await atServer(section);
		const before = await profileOf(guild);
		expect(home.text).toContain(guild.name);
		for (const page of ['overview', 'chat', 'activity', 'log'])
			expect((await browser.open(urlOf(guild, page))).status).toBe(200);

		const { forms, sessions } = container.kick.dashboard!;
		const cookie = browser.cookies.all.find(({ name }) => name === 'kick_session')?.value ?? null;
		const session = (await sessions.find(cookie))!;
		const fields = { channel: streamer.slug, chatroom_id: String(streamer.chatroomId), message: 'hi', type: 'x' };
		for (const [owner, paths] of Object.entries(Forms)) {
			for (const path of paths) {
				const token = forms.create(session, `${guild.id}/${path}`);
				const answer = await post(browser, urlOf(guild, path), { ...fields, token });
				const isAllowed = owner === section;
				const text = await answer.text();
				expect([path, answer.status === 403]).toEqual([path, !isAllowed]);
				if (!isAllowed)
					expect(text).toMatch(/<h1>You may not do this in this server<\/h1>.*<p>Nothing was changed\.<\/p>/);
			}
		}
		expect(await profileOf(guild)).toEqual(before);
	});

	it('sees the buttons and pages of the own sections only', async () => {
		const { open } = await atServer('chat');
		const [chat, log] = [await open('chat'), await open('log')];
		expect(chat.html).toContain('name="message"');
		expect(log.text).not.toContain('Test event');
		for (const page of ['Settings', 'History', 'Editors']) expect(() => log.link(page)).toThrow();
		for (const page of ['settings', 'settings/unlink', 'settings/stream', 'history', 'editors']) {
			const refused = await open(page);
			expect([page, refused.status]).toEqual([page, 403]);
			expect(refused.text).toContain('You may not do this in this server');
			expect(refused.text).not.toContain('kick_channel');
		}

		const settings = await atServer('settings');
		const page = await settings.open('settings');
		expect(page.html).toContain('settings/channel');
		for (const path of ['settings/link', 'settings/unlink']) expect(page.html).not.toContain(`/${path}"`);
		expect((await settings.open('chat')).html).not.toContain('name="message"');
	});

	it('comes to the overview first, which shows no button that they may not press', async () => {
		const { browser, guild } = await atServer('log');
		const overview = await browser.open(urlOf(guild, ''));
		expect([overview.url, overview.status]).toEqual([urlOf(guild, 'overview'), 200]);
		expect(overview.html).not.toContain(`action="/dashboard/${guild.id}`);
	});

	it('sees and undoes changes of the own sections, and of no others', async () => {
		const { browser, editor, guild, open, role, streamer } = await atServer('settings');
		const page = await open('history');
		expect(historyRows(page).map(({ change }) => change)).toEqual([
			`Set the chatroom ID to ${streamer.chatroomId}.`,
			`Set the Kick channel to ${streamer.slug}.`
		]);
		const undone = await page.submit('Undo');
		expect(historyRows(undone)[0]).toMatchObject({
			change: `Undo Removed the chatroom ID ${streamer.chatroomId}.`,
			who: `${editor.name} on the dashboard`
		});

		const path = `/dashboard/${guild.id}/history/undo`;
		const { changes } = (await container.kick.history.list(guild.id)).unwrap();
		for (const change of changes.filter(({ kind }) => kind === 'account' || kind === 'editors')) {
			const token = formToken(await open('history'), path);
			const answer = await post(browser, `${world.url}${path}`, { token, change: change.id });
			expect([change.kind, answer.status]).toEqual([change.kind, 403]);
		}
		expect((await editors.list(guild.id)).unwrap()).toEqual([{ roleId: role.id, sections: ['settings'] }]);
	});

	it('may use all sections of all roles', async () => {
		const { editor, guild, open } = await atServer('chat');
		const other = await addRole(guild, 'Other');
		(await editors.set(guild.id, other.id, ['log'])).unwrap();
		expect((await open('log')).text).not.toContain('Send a test event');
		editor.giveRole(other);
		forgetAnswers();
		expect((await open('log')).text).toContain('Send a test event');
	});

	it('cannot use the slash commands of managers', async () => {
		const { editor, guild } = await atServer('settings');
		const before = await profileOf(guild);
		const reply = await editor.slash('kick channel', { name: 'x' }, { raw: true });
		expect(reply.content).toContain('Manage Server');
		expect(await profileOf(guild)).toEqual(before);
	});
});

describe('a member', () => {
	it('without the role sees nothing of the server, like everyone else', async () => {
		const { guild } = await atServer('chat', 'settings', 'log');
		const { browser, page } = await world.logIn(guild.addMember(`plain${++people}`));
		expect(page.text).not.toContain(guild.name);
		const unknown = await browser.open(urlOf({ id: '1' }, 'chat'));
		for (const name of ['chat', 'settings', 'log', 'history', 'editors']) {
			const answer = await browser.open(urlOf(guild, name));
			expect([name, answer.status, answer.text]).toEqual([name, 404, unknown.text]);
		}
	});

	it('with the role of the same name in another server sees nothing of the server', async () => {
		const { guild } = await atServer('chat');
		const elsewhere = await atServer('chat', 'settings', 'log');
		guild.addMember(elsewhere.editor.user);
		expect((await elsewhere.browser.open(urlOf(elsewhere.guild, 'chat'))).status).toBe(200);
		expect((await elsewhere.browser.open(urlOf(guild, 'chat'))).status).toBe(404);
	});

	it('gets no rights from @everyone, even if another program has stored it', async () => {
		const { guild } = world.createCommunity();
		const at = new Date().toISOString();
		await world.place.run(`INSERT INTO kick_editors VALUES ('${guild.id}', '${guild.id}', 'settings', '${at}')`);
		const { browser } = await world.logIn(guild.addMember(`plain${++people}`));
		expect((await browser.open(urlOf(guild, 'settings'))).status).toBe(404);
	});
});

type Place = Awaited<ReturnType<typeof atServer>>;
/** Ways to lose the rights of an editor. */
const Losses: Record<string, (place: Place) => unknown> = {
	'the role is taken away': ({ editor, role }) => editor.takeRole(role),
	'the role is deleted': ({ guild, role }) => deleteRole(guild, role),
	'the person leaves the server': ({ editor }) => editor.leave(),
	'the bot leaves the server': ({ guild }) => guild.remove(),
	'a manager removes the role from the editors': ({ guild, role }) => editors.set(guild.id, role.id, [])
};

describe.each(Object.entries(Losses))('after %s', (_what, lose) => {
	it('each form is refused immediately', async () => {
		const place = await atServer('settings');
		const page = await place.open('settings');
		const before = await profileOf(place.guild);
		await lose(place);
		const refused = await page.submit('Save chatroom ID', { chatroom_id: '' });
		expect(refused.status).toBe(404);
		expect(await profileOf(place.guild)).toEqual(before);
	});

	it('each page is refused after a minute, and each stream ends', async () => {
		const place = await atServer('settings');
		const now = performance.now();
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
		// The fake clock starts at 0. Earlier cached answers would lie in its future and never expire.
		vi.advanceTimersByTime(now);
		const page = await place.open('settings');
		const streams = [
			await PageStream.of(place.browser, page),
			await PageStream.open(place.browser, urlOf(place.guild, 'chat/stream'))
		];
		vi.advanceTimersByTime(1_000);
		await lose(place);
		vi.advanceTimersByTime(45_000);
		for (const stream of streams) {
			const ends = (await stream.rest()).filter(({ name }) => name === 'end');
			expect(ends).toEqual([expect.objectContaining({ data: 'access' })]);
		}
		vi.advanceTimersByTime(60_000);
		expect((await place.open('settings')).status).toBe(404);
		expect((await request(place.browser, urlOf(place.guild, 'chat/stream'))).status).toBe(404);
	});
});

describe('the streams of an editor', () => {
	it('end with the section that their page needs, and the others stay', async () => {
		const { browser, guild, open, role, streamer } = await atServer('settings', 'chat');
		const page = await open('settings');
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
		const settings = await PageStream.of(browser, page);
		const log = await PageStream.open(browser, urlOf(guild, 'log/stream'));
		(await editors.set(guild.id, role.id, ['chat'])).unwrap();
		vi.advanceTimersByTime(60_000);
		expect((await settings.rest()).filter(({ name }) => name === 'end')).toEqual([
			expect.objectContaining({ data: 'access' })
		]);
		await world.kick.viewer('ana').says('still here', { in: streamer.slug });
		await announced.waitFor(guild.id, 1);
		const [entry] = (await container.kick.events.page(guild.id)).entries;
		await log.patch(({ html }) => html.includes(entry!.id));
		log.close();
		expect((await request(browser, urlOf(guild, 'settings/stream'))).status).toBe(403);
	});
});

describe('Discord', () => {
	it('is not asked about members of servers without editors', async () => {
		const community = await world.createLinkedCommunity();
		const { browser } = await world.logIn(community.guild.addMember(`plain${++people}`));
		const before = memberCalls();
		await browser.open(`${world.url}/dashboard`);
		await browser.open(urlOf(community.guild, 'chat'));
		const { browser: managers } = await world.logIn(community.manager);
		(await (await managers.open(urlOf(community.guild, 'settings'))).submit('Sync from Kick')).html;
		expect(memberCalls()).toBe(before);
	});

	it('is asked once a minute for pages, and for each form', async () => {
		const { open } = await atServer('settings');
		const before = memberCalls();
		for (let visit = 0; visit < 5; visit++) await open('log');
		expect(memberCalls()).toBe(before);
		await (await open('settings')).submit('Sync from Kick');
		expect(memberCalls()).toBe(before + 1);
	});

	it('is asked by a manager about no member, also where the server has editors', async () => {
		const community = await world.createLinkedCommunity();
		await addEditor(community, ['chat']);
		const { browser } = await world.logIn(community.manager);
		const before = memberCalls();
		await (await browser.open(urlOf(community.guild, 'settings'))).submit('Sync from Kick');
		expect(memberCalls()).toBe(before);
	});

	it('that does not answer refuses the server to its editor, and no other server of this person', async () => {
		const { browser, editor, guild } = await atServer('settings');
		const own = world.discord.addGuild({ name: 'Own server', owner: editor.user });
		forgetAnswers();
		mend = world.discord.intercept((call) => (asksForMember(call) ? { status: 500 } : undefined));
		const page = await browser.open(urlOf(guild, 'settings'));
		expect([page.status, page.text]).toEqual([503, expect.stringContaining('Discord does not answer')]);
		expect((await browser.open(urlOf(own, 'settings'))).status).toBe(200);
		mend();
		expect((await browser.open(urlOf(guild, 'settings'))).status).toBe(200);
	});
});

itLeavesNoTrace(world, errors);
