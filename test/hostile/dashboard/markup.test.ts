import { container } from '@sapphire/framework';
import { beforeAll, expect } from 'vitest';
import { KickEvents } from '../../../src/lib/kick/events/index.js';
import { foreignMarkup } from '../../support/foreignMarkup.js';
import { addRole, deleteRole } from '../../support/roles.js';
import { underAttack } from '../support/attack.js';
import { type CheckedPage, checkPage, checkPages, checkStreams } from '../support/checkPages.js';
import { dashboardAddresses, isForm } from '../support/dashboardRoutes.js';
import { HostileMixtures, HostileTexts } from '../support/hostileTexts.js';
import { logInManager } from '../support/logInManager.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

/** Kick account that sends the texts. */
const Writer = 99_002;

const manager = await logInManager(target);
beforeAll(async () => {
	await target.community.streamer.goesLive();
	await target.deliver({ body: target.chatBody({ sender: { user_id: Writer, username: 'first' } }) });
});

function expectNoProblems(pages: readonly CheckedPage[]): void {
	expect(pages.length).toBeGreaterThan(0);
	expect(
		pages.filter(({ problems }) => problems.length > 0).map(({ address, problems }) => [address, problems])
	).toEqual([]);
}

/** Kick user with this name in every field. */
const called = (text: string) => ({
	user_id: Writer,
	username: text,
	channel_slug: text,
	profile_picture: text,
	identity: {
		username_color: text,
		badges: [
			{ type: text, text: '' },
			{ type: 'x', text, count: 1 }
		]
	}
});

/** Returns the newest event of the log. */
async function newest({ community }: Target): Promise<string> {
	const { entries } = await container.kick.events.page(community.guild.id);
	return entries[0]!.id;
}

for (const [name, text] of Object.entries(HostileTexts)) {
	attack({
		name: `${name} as message, name, badge, colour, reply and title, on every page and in every stream of the server`,
		async how(target) {
			const { broadcaster } = target.chatBody() as { broadcaster: object };
			const ids = { guildId: target.community.guild.id, eventId: '' };
			const sender = called(text);
			const pages: CheckedPage[] = [];
			const metadata = { title: text, language: text, category: { id: 1, name: text, thumbnail: text } };
			for (const webhook of [
				{ event: 'livestream.metadata.updated', body: { broadcaster, metadata } },
				{ event: 'channel.followed', body: { broadcaster, follower: sender } },
				{ body: target.chatBody({ content: text, sender, replies_to: { message_id: 'x', content: text, sender } }) }
			]) {
				await target.deliver(webhook);
				ids.eventId = await newest(target);
				pages.push(...(await checkPages(target.world, manager, ids)));
			}
			return [...pages, ...(await checkStreams(target.world, manager, ids))];
		},
		answer(pages) {
			expectNoProblems(pages);
			// The text must be on the page. Otherwise, this test would prove nothing.
			const start = text.slice(0, 4).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
			for (const page of ['chat', 'chat/stream', 'activity', 'log/']) {
				const shown = pages.filter(({ address }) => address.includes(page)).map(({ html }) => html);
				if (!/[\0\u202E\r]/.test(start)) expect([page, shown.join()]).toEqual([page, expect.stringContaining(start)]);
			}
		},
		stores: { events: 3, deliveries: 3 },
		announces: ['livestream.metadata.updated', 'channel.followed', text]
	});
}

/** Encodes a text for an address. */
const encoded = (text: string) => encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, '')).slice(0, 2_000);

for (const [index, [name, text]] of Object.entries(HostileMixtures).entries()) {
	attack({
		name: `${name} as the name of a Discord server and of a person in it`,
		async how({ world }) {
			const guild = world.discord.addGuild({ name: text, owner: text });
			const visitor = await Visitor.logIn(world, guild.owner);
			const pages = await checkPages(world, visitor, { guildId: guild.id });
			return [...pages, await checkPage(visitor, ''), await checkPage(visitor, 'nothing')];
		},
		answer: expectNoProblems,
		stores: { sessions: 1 }
	});

	attack({
		name: `${name} as the name of a person, a role and a channel, on the pages of the history and the editors`,
		async how({ world }) {
			const guild = world.discord.addGuild({ owner: text });
			const streamer = world.kick.addStreamer(`renamed-${index}`, { username: `${text} 2` });
			await guild.owner.slash('kick channel', { name: streamer.slug });
			const role = await addRole(guild, text);
			const by = { id: guild.owner.id, name: text, via: 'command' } as const;
			(await container.kick.editors.set(guild.id, role.id, ['chat'], { by })).unwrap();
			const value = text.replaceAll("'", "''").replaceAll('\0', '');
			await world.place.run(
				`INSERT INTO kick_setting_changes SELECT id || 'x', guild_id, at, actor_id, '${value}', via, '${value}',
				old_value, new_value, undo_of FROM kick_setting_changes WHERE guild_id = '${guild.id}'`
			);
			const visitor = await Visitor.logIn(world, guild.owner);
			const pages = await checkPages(world, visitor, { guildId: guild.id });
			await deleteRole(guild, role);
			return [...pages, await checkPage(visitor, `${guild.id}/editors`)];
		},
		answer(pages) {
			expectNoProblems(pages);
			const start = text.slice(0, 4).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
			const shown = pages.filter(({ address }) => /history|editors/.test(address)).map(({ html }) => html);
			if (!/[\0\u202E\r]/.test(start)) expect(shown.join()).toContain(start);
		},
		stores: { sessions: 1, settings: 1 }
	});

	attack({
		name: `${name} as the name of a Kick account, and as the channel in a database that was changed from outside`,
		async how({ world }) {
			const streamer = world.kick.addStreamer(`called-${index}`, { username: text });
			const community = { ...world.createCommunity(), streamer };
			const guildId = community.guild.id;
			await community.manager.slash('kick channel', { name: streamer.slug });
			await world.link(community);
			const visitor = await Visitor.logIn(world, community.manager);
			const pages = await checkPages(world, visitor, { guildId });
			const unlinked = await (await visitor.open(`${guildId}/settings/unlink`)).submit('Unlink');
			const value = text.replaceAll("'", "''").replaceAll('\0', '');
			await world.place.run(
				`UPDATE bot_settings SET value = '${value}' WHERE key = 'kick_channel' AND discord_server_id = ${guildId}`
			);
			const later = await checkPages(world, visitor, { guildId });
			const page = { address: 'unlinked', html: unlinked.html, problems: foreignMarkup(unlinked.html) };
			return [...pages, page, ...later, await checkPage(visitor, '')];
		},
		answer: expectNoProblems,
		stores: { sessions: 1, settings: 3, linkStates: 1, usedForms: 1 }
	});

	attack({
		name: `${name} as the error of a listener and of Kick, on every page that shows it`,
		async how(target) {
			const { community, world } = target;
			const ids = {
				guildId: community.guild.id,
				eventId: await makeDeadLetter(target, community, text.replaceAll('\0', ''))
			};
			const body = { message: text, data: text, error: text };
			world.kick.faults.always('POST /public/v1/chat', { status: 400, body });
			const { html } = await (await manager.open(`${ids.guildId}/chat`)).submit('Send', { message: text || 'hi' });
			world.kick.faults.clear();
			return [
				{ address: 'refused', html, problems: foreignMarkup(html) },
				...(await checkPages(world, manager, ids)),
				...(await checkStreams(world, manager, ids))
			];
		},
		answer(pages) {
			expectNoProblems(pages);
			expect(pages[0]?.html).toContain('class="notice failed"');
		},
		stores: { events: 1, deliveries: 1, usedForms: 1 },
		announces: ['a dead letter']
	});

	attack({
		name: `${name} in every field of every form, and the answers to it`,
		async how({ community, world }) {
			const guildId = community.guild.id;
			const forms = dashboardAddresses(world, { guildId, eventId: encoded(text) });
			const pages: CheckedPage[] = [];
			for (const { path } of forms.filter((form) => isForm(form) && /settings\/ch|log\//.test(form.path))) {
				const token = await manager.token(path);
				const answer = await manager.post(path, { token, channel: text, chatroom_id: text, type: text, [text]: text });
				const html = await answer.text();
				pages.push({ address: path, html, problems: html === '' ? [] : foreignMarkup(html) });
				for (const cookie of answer.headers.getSetCookie()) manager.plant(cookie);
				pages.push(await checkPage(manager, `${guildId}/settings`));
			}
			return pages;
		},
		answer: expectNoProblems,
		stores: { usedForms: 5 }
	});

	attack({
		name: `${name} in the address of every page and in its query`,
		async how({ community, world }) {
			const hostile = encoded(text);
			const query = ['to', 'type', 'state', 'source', 'before', 'after', 'hours', 'seen', 'code', hostile];
			const search = query
				.map((field) => `${field}=${hostile}`)
				.join('&')
				.slice(0, 8_000);
			const addresses = dashboardAddresses(world, { guildId: community.guild.id, eventId: hostile });
			const paths = addresses.filter((address) => !isForm(address) && !/stream$/.test(address.path));
			const visitors = [manager, new Visitor(world)];
			return Promise.all(
				visitors.flatMap((visitor) =>
					paths.flatMap(({ path }) => [
						checkPage(visitor, `${path}?${search}`),
						checkPage(visitor, `${path}/${hostile}`)
					])
				)
			);
		},
		answer: expectNoProblems
	});
}

attack({
	name: 'all texts at once as the error of a listener that fails on a test event, on the page after the form',
	async how({ community, world }) {
		let hasFailed = false;
		world.client.on(KickEvents.KicksGifted, () => {
			if (hasFailed) return;
			hasFailed = true;
			throw new Error(
				Object.values(HostileTexts)
					.map((text) => text.slice(0, 16))
					.join('')
			);
		});
		const log = await manager.open(`${community.guild.id}/log`);
		const { html, text } = await log.submit('Send a test event', { type: 'kicks.gifted' });
		expect(text).toContain('A listener failed and will be retried');
		return [{ address: 'log', html, problems: foreignMarkup(html) }];
	},
	answer: expectNoProblems,
	stores: { events: 1, deliveries: 1, usedForms: 1 },
	announces: ['kicks.gifted']
});

attack({
	name: 'eight messages by names of 20,000 characters, and an error of this length: no page exceeds 500 KB',
	async how(target) {
		const { community, world } = target;
		const long = '"'.repeat(20_000);
		const ids = { guildId: community.guild.id, eventId: await makeDeadLetter(target, community, long) };
		for (let count = 0; count < 8; count++) await target.deliver({ body: target.chatBody({ sender: called(long) }) });
		ids.eventId = await newest(target);
		return [...(await checkPages(world, manager, ids)), ...(await checkStreams(world, manager, ids))];
	},
	answer(pages) {
		expectNoProblems(pages);
		for (const { address, html } of pages) expect([address, html.length < 500_000]).toEqual([address, true]);
	},
	stores: { events: 9, deliveries: 9 },
	announces: ['a dead letter', ...Array(8).fill('hello')]
});
