import { setTimeout as pause } from 'node:timers/promises';
import { container } from '@sapphire/framework';
import { expect } from 'vitest';
import type { SimulatedMember } from '../../../sandbox/discord/index.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import type { PageStream } from '../../support/PageStream.js';
import type { Community } from '../../support/TestWorld.js';
import { underAttack } from '../support/attack.js';
import { logInManager } from '../support/logInManager.js';
import { OneMoreLink } from '../support/OneMoreLink.js';
import type { RawConnection } from '../support/RawConnection.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { untilFewConnections } from '../support/untilFewConnections.js';
import { untilReceived } from '../support/untilReceived.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

/** Limits of streams, per session and in total. */
const MaxPerSession = 4;
const MaxInAll = 1_000;
const HourSeconds = 3_600;

const manager = await logInManager(target);
const stream = `${target.community.guild.id}/log/stream`;

/** Creates a session as a login of that person would. */
async function newSession({ world }: Target, { user }: SimulatedMember): Promise<Visitor> {
	const token = new Secret(world.discord.oauth.tokens.issue(user, ['identify', 'guilds'], HourSeconds));
	const expiresAt = new Date(Date.now() + HourSeconds * 1_000);
	const { cookie } = await container.kick.dashboard!.sessions.create(user, { token, expiresAt });
	return Visitor.with(world, cookie);
}

/** Creates sessions of people who manage the server, at most 20 per person. */
async function newSessions(target: Target, { guild }: Community, count: number): Promise<Visitor[]> {
	const visitors: Visitor[] = [];
	while (visitors.length < count) {
		const person = guild.addMember(`person${guild.members.length}`, { permissions: ['ManageGuild'] });
		const more = Math.min(20, count - visitors.length);
		visitors.push(...(await Promise.all(Array.from({ length: more }, () => newSession(target, person)))));
	}
	return visitors;
}

/** Resolves with the first results in the order of completion. */
function collect<Value>(promises: readonly Promise<Value>[], count: number): Promise<Value[]> {
	const values: Value[] = [];
	return new Promise((resolve) => {
		const add = (value: Value): void => {
			values.push(value);
			if (values.length === count) resolve(values);
		};
		// Streams that are closed at the end have none.
		for (const promise of promises) promise.then(add, () => undefined);
	});
}

/** Sends a message to the chat of that server. */
function deliverTo(target: Target, { streamer }: Community, content: string) {
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	return target.deliver({ body: target.chatBody({ content, broadcaster }) });
}

/** Resolves when a stream has sent the newest event. */
async function hasNewest({ guild }: Community, open: PageStream): Promise<boolean> {
	const { entries } = await container.kick.events.page(guild.id);
	return (await open.patch(({ html }) => html.includes(entries[0]!.id))).html !== '';
}

/** Waits until earlier streams have ended and a new one opens. */
async function untilStreamOpens(target: Target): Promise<PageStream> {
	for (;;) {
		const open = await manager.stream(`${target.community.guild.id}/log/stream`);
		if (open.response.status === 200) return open;
		await pause(20);
	}
}

attack({
	name:
		`100 streams by one login: ${MaxPerSession} stay open, ` +
		'the others end with the reason, and a webhook is answered',
	async how(target) {
		const open = await Promise.all(Array.from({ length: 100 }, () => manager.stream(stream)));
		const ended = open.map(async (one) => (await one.rest()).at(-1)?.data);
		const sent = await collect(ended, 100 - MaxPerSession);
		const genuine = await target.hears('during the streams');
		const reasons = [...sent];
		for (const one of open) one.close();
		return { statuses: [...new Set(open.map(({ response }) => response.status))], reasons, genuine: genuine.status };
	},
	answer: (seen) =>
		expect(seen).toEqual({ statuses: [200], reasons: Array(100 - MaxPerSession).fill('elsewhere'), genuine: 200 }),
	stores: { events: 1, deliveries: 1 },
	announces: ['during the streams']
});

attack({
	name:
		`${MaxInAll} streams by 250 logins: ` +
		'one more is refused, a webhook is answered and shown, and new streams open when these have closed',
	async how(target) {
		(await untilStreamOpens(target)).close();
		// Streams of this server have no earlier events to send first.
		const quiet = await target.world.createLinkedCommunity();
		const address = `${quiet.guild.id}/log/stream`;
		const logins = await newSessions(target, quiet, MaxInAll / MaxPerSession);
		const open = await Promise.all(
			logins.flatMap((login) => Array.from({ length: MaxPerSession }, () => login.stream(address)))
		);
		const refused = await manager.get(stream);
		const genuine = await deliverTo(target, quiet, 'during a thousand streams');
		const sent = await Promise.all([open[0]!, open.at(-1)!].map((one) => hasNewest(quiet, one)));
		for (const one of open) one.close();
		(await untilStreamOpens(target)).close();
		await untilFewConnections(target);
		return { refused: refused.status, page: await refused.text(), genuine: genuine.status, sent };
	},
	answer({ refused, page, genuine, sent }) {
		expect([refused, genuine]).toEqual([503, 200]);
		expect(page).toContain('Too many pages are open');
		expect(sent).toEqual([true, true]);
	},
	stores: { ...OneMoreLink, sessions: MaxInAll / MaxPerSession, events: 1, deliveries: 1, chatters: 1 }
});

attack({
	name: `${MaxInAll + 100} streams whose browsers disconnect before Discord has confirmed access: none is kept`,
	async how(target) {
		const { discord } = target.world;
		const visitor = await newSession(target, target.community.manager);
		let letDiscordAnswer = () => {};
		const asked = new Promise<void>((resolve) => (letDiscordAnswer = resolve));
		const restore = discord.intercept(async ({ route }) => {
			if (route === '/users/@me/guilds') await asked;
			return undefined;
		});
		const bytes = requestBytes({ line: `GET /dashboard/${stream} HTTP/1.1`, headers: [['Cookie', visitor.cookies]] });
		const connections: RawConnection[] = [];
		while (connections.length < MaxInAll + 100) {
			const wave = await Promise.all(Array.from({ length: 100 }, () => target.connect()));
			const received = untilReceived(target, wave.length, /log\/stream$/);
			connections.push(...wave.map((connection) => connection.write(bytes)));
			await received;
		}
		for (const connection of connections) connection.destroy();
		await untilFewConnections(target);
		letDiscordAnswer();
		restore();
		await visitor.get(target.community.guild.id);
		const own = await Promise.all(Array.from({ length: MaxPerSession }, () => visitor.stream(stream)));
		for (const one of own) one.close();
		return own.map(({ response }) => response);
	},
	answer: 200,
	stores: { sessions: 1 }
});

attack({
	name: 'the streams of a server while another server has events: they contain none of them',
	async how(target) {
		const other = await target.world.createLinkedCommunity();
		const visitor = await Visitor.logIn(target.world, other.manager);
		const open = await Promise.all(['log', 'chat'].map((page) => visitor.stream(`${other.guild.id}/${page}/stream`)));
		await target.hears('only for the others');
		const foreign = (await container.kick.events.page(target.community.guild.id)).entries[0]!.id;
		await deliverTo(target, other, 'own');
		const own = (await container.kick.events.page(other.guild.id)).entries[0]!.id;
		const sent: string[] = [];
		for (const one of open) {
			await one.patch(({ html }) => sent.push(html) > 0 && html.includes(own));
			one.close();
		}
		return { sent: sent.join(), foreign };
	},
	answer({ sent, foreign }) {
		expect(sent).not.toContain(foreign);
		expect(sent).not.toContain('only for the others');
	},
	stores: { ...OneMoreLink, sessions: 1, events: 2, deliveries: 2, chatters: 1 },
	announces: ['only for the others']
});
