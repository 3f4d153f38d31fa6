import { container } from '@sapphire/framework';
import { beforeAll, expect, vi } from 'vitest';
import { PatienceMs } from '../../support/patience.js';
import { addEditor, addRole } from '../../support/roles.js';
import type { Community } from '../../support/TestWorld.js';
import { underAttack } from '../support/attack.js';
import { dashboardAddresses, isAboutGuild, isForm } from '../support/dashboardRoutes.js';
import { expectNoEffect } from '../support/expectNoEffect.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

const MinuteMs = 60_000;

/** Addresses that are public or open to everyone with a login. */
const Pictures = [
	'emotes/[emoteId]',
	'pictures/kick',
	'pictures/people/[userId]/[hash]',
	'pictures/servers/[serverId]/[hash]'
];
const WithoutServer = [
	'GET',
	'GET assets/[name]',
	'GET callback',
	'GET design',
	'GET login',
	'POST theme',
	...Pictures.map((path) => `GET ${path}`)
];
const OfSession = ['POST logout', 'POST logout/everywhere'];
const Pages = [
	'activity',
	'activity/export',
	'chat',
	'editors',
	'history',
	'log',
	'log/[eventId]',
	'overview',
	'settings',
	'settings/unlink'
];
const Streams = ['chat/stream', 'log/[eventId]/stream', 'log/stream', 'overview/stream', 'settings/stream'];
const Forms = [
	'chat/say',
	'editors/role',
	'history/undo',
	'log/[eventId]/dismiss',
	'log/[eventId]/replay',
	'log/test',
	...['channel', 'chatroom', 'link', 'sync', 'unlink'].map((name) => `settings/${name}`)
];
/** Address that redirects to the first page, whether the server exists or not. */
const Redirect = 'GET [guildId]';
const ofGuild = (method: string, paths: readonly string[]) => paths.map((path) => `${method} [guildId]/${path}`);

/** Second linked server, with an event that needs an action. */
let other: Community;
let ids: { victim: string; other: string };
beforeAll(async () => {
	other = await target.world.createLinkedCommunity();
	ids = { victim: await makeDeadLetter(target), other: await makeDeadLetter(target, other) };
});

attack({
	name: 'an address that this test does not know',
	how: async ({ world }) => dashboardAddresses(world, { guildId: '1' }).map(({ route }) => route),
	answer: (routes) =>
		expect(routes.sort()).toEqual(
			[
				...WithoutServer,
				...OfSession,
				Redirect,
				...ofGuild('GET', [...Pages, ...Streams]),
				...ofGuild('POST', Forms)
			].sort()
		)
});

const isFormRoute = (route: string) => route.startsWith('POST');
const isOfEvent = (route: string) => route.includes('[eventId]') && !route.endsWith('/stream');
const fields = { channel: 'taken', chatroom_id: '', message: 'hi', type: 'channel.followed' };

interface Seen {
	route: string;
	status: number;
	text: string;
}

/** Requests every address of a server, with tokens that are valid for every form. */
async function requestAll(
	target: Target,
	visitor: Visitor,
	{ guildId = target.community.guild.id, only }: { guildId?: string; only?: (route: string) => boolean } = {}
): Promise<Seen[]> {
	const addresses = dashboardAddresses(target.world, { guildId, eventId: ids.victim }).filter(isAboutGuild);
	const seen: Seen[] = [];
	for (const address of addresses.filter(({ route }) => route !== Redirect && (only?.(route) ?? true))) {
		const { path, route } = address;
		const token = visitor.session && isForm(address) ? await visitor.token(path) : '';
		const answer = await (isForm(address) ? visitor.post(path, { ...fields, token }) : visitor.get(path));
		seen.push({ route, status: answer.status, text: await textOf(answer) });
	}
	return seen;
}

/** Removes the form tokens, because each log-out form has a token of its own. */
const withoutTokens = (html: string) => html.replace(/name="token" value="[^"]*"/g, '');

/** Reads an answer, but not a stream. */
async function textOf(answer: Response): Promise<string> {
	if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
	await answer.body?.cancel();
	return '';
}

function expectNothingToSee(seen: readonly Seen[], { guild, streamer }: Community): void {
	expect(seen.length).toBe(Pages.length + Streams.length + Forms.length);
	for (const { route, status, text } of seen) {
		expect([route, status]).toEqual([route, 404]);
		expect(text).toContain('Page not found');
		for (const word of [guild.name, streamer.username, 'a dead letter', 'no role']) expect(text).not.toContain(word);
	}
}

const strangers: Record<string, (target: Target) => Promise<Visitor>> = {
	'the manager of another server': ({ world }) => Visitor.logIn(world, other.manager),
	'a plain member of the server': ({ community, world }) => Visitor.logIn(world, community.guild.addMember('plain')),
	'a member who may only manage messages and kick members': ({ community, world }) =>
		Visitor.logIn(world, community.guild.addMember('mod', { permissions: ['ManageMessages', 'KickMembers'] })),
	'a member with a role of this server that edits nothing, who edits another server': async (target) => {
		const { editor } = await addEditor(other, ['chat', 'settings', 'log']);
		const member = target.community.guild.addMember(editor.user);
		member.giveRole(await addRole(target.community.guild, 'Edits nothing'));
		return Visitor.logIn(target.world, editor);
	},
	'a person who is in no server': ({ world }) => {
		const { manager } = world.createCommunity();
		manager.leave();
		return Visitor.logIn(world, manager);
	}
};

for (const [name, enter] of Object.entries(strangers)) {
	attack({
		name:
			`every address of a server by ${name}: ` +
			'it gets the same answers as for a server that does not exist, and nothing changes',
		async how(target) {
			const visitor = await enter(target);
			const seen = await expectNoEffect(target, () => requestAll(target, visitor));
			const unknown = await requestAll(target, visitor, { guildId: '1' });
			return { seen, texts: new Set([...seen, ...unknown].map(({ text }) => withoutTokens(text))) };
		},
		answer({ seen, texts }) {
			expectNothingToSee(seen, target.community);
			expect(texts.size).toBe(1);
		},
		stores: { sessions: 1 }
	});
}

attack({
	name: 'every address of a server by a person who is not logged in: it leads to the login or is refused',
	how: (target) => expectNoEffect(target, () => requestAll(target, new Visitor(target.world))),
	answer(seen) {
		const statusOf = (route: string) => (ofGuild('GET', Pages).includes(route) ? 303 : 401);
		expect(seen.map(({ route, status }) => [route, status])).toEqual(seen.map(({ route }) => [route, statusOf(route)]));
	}
});

for (const [name, leave] of Object.entries<(target: Target, person: Community['manager']) => void>({
	'who lost the permission a moment ago': (_target, person) => person.setPermissions(['ManageMessages']),
	'who was kicked from the server a moment ago': (_target, person) => person.leave()
})) {
	/** Person who has just opened every page. */
	const enter = async (target: Target) => {
		const person = target.community.guild.addMember(name, { permissions: ['ManageGuild'] });
		const visitor = await Visitor.logIn(target.world, person);
		expect((await visitor.get(`${target.community.guild.id}/settings`)).status).toBe(200);
		leave(target, person);
		return visitor;
	};
	attack({
		name: `every form of a server by a person ${name}`,
		async how(target) {
			const visitor = await enter(target);
			return expectNoEffect(target, () => requestAll(target, visitor, { only: isFormRoute }));
		},
		answer: 404,
		stores: { sessions: 1 }
	});
	attack({
		name: `every address of a server by a person ${name}, a minute later`,
		async how(target) {
			const visitor = await enter(target);
			const now = performance.now.bind(performance);
			const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + MinuteMs);
			const seen = await expectNoEffect(target, () => requestAll(target, visitor));
			clock.mockRestore();
			return seen;
		},
		answer: (seen) => expectNothingToSee(seen, target.community),
		stores: { sessions: 1 }
	});
}

attack({
	name: 'every address of a server that has removed the bot, by its owner',
	async how(target) {
		const gone = target.world.createCommunity();
		gone.guild.remove();
		const visitor = await Visitor.logIn(target.world, gone.manager);
		return requestAll(target, visitor, { guildId: gone.guild.id });
	},
	answer: (seen) => expectNothingToSee(seen, other),
	stores: { sessions: 1 }
});

attack({
	name: 'every address of an event through the attacker’s own server, with valid tokens: there is no such event',
	async how(target) {
		const visitor = await Visitor.logIn(target.world, other.manager);
		const own = { guildId: other.guild.id, only: isOfEvent };
		const seen = await expectNoEffect(target, () => requestAll(target, visitor, own));
		return { seen, state: await container.kick.events.detail(target.community.guild.id, ids.victim) };
	},
	answer({ seen, state }) {
		for (const { route, status, text } of seen) {
			expect([route, status]).toEqual([route, 404]);
			expect(text).toContain('This event is not in the log');
		}
		expect(state.unwrap().state).toBe('dead_letter');
	},
	stores: { sessions: 1, usedForms: 2 }
});

attack({
	name: 'the stream of an event of another server, through the attacker’s own server: it sends nothing',
	async how({ world }) {
		const visitor = await Visitor.logIn(world, other.manager);
		const reads = vi.spyOn(container.kick.events, 'detail');
		const stream = await visitor.stream(`${other.guild.id}/log/${ids.victim}/stream`);
		await vi.waitFor(() => expect(reads).toHaveBeenCalled(), PatienceMs);
		await reads.mock.results[0]!.value;
		reads.mockRestore();
		await (await visitor.open()).submit('Log out');
		return stream.rest();
	},
	answer: (sent) => expect(sent).toEqual([{ name: 'end', data: 'access', id: '' }]),
	stores: { usedForms: 1 }
});
