import { setTimeout as pause } from 'node:timers/promises';
import { container } from '@sapphire/framework';
import type { Delivery, SignedWebhook, WebhookRequest } from '../../../sandbox/kick/index.js';
import type { KickChatMessage } from '../../../src/lib/kick/events/index.js';
import { withTimeout } from '../../../src/lib/time/withTimeout.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { recordErrors } from '../../support/leavesNoTrace.js';
import { PatienceMs } from '../../support/patience.js';
import type { Community, TestWorld } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';
import { RawConnection } from './RawConnection.js';
import type { RawAnswer } from './readAnswers.js';

/**
 * Events with the servers that they are or were for. Includes events with rows of their own and events that follow
 * from the cursors of the listeners.
 */
const Deliveries = `
	SELECT guild_id, event_seq FROM kick_deliveries WHERE consumer = 'listeners'
	UNION SELECT kick_cursors.guild_id, kick_events.seq FROM kick_events JOIN kick_cursors
		ON kick_cursors.broadcaster_user_id = kick_events.broadcaster_user_id AND kick_events.seq > from_seq
	WHERE consumer = 'listeners' AND state = 'received' AND NOT is_own
		AND (kick_events.guild_id IS NULL OR kick_events.guild_id = kick_cursors.guild_id)
	UNION SELECT kick_past_cursors.guild_id, kick_events.seq FROM kick_events JOIN kick_past_cursors
		ON kick_past_cursors.broadcaster_user_id = kick_events.broadcaster_user_id
			AND kick_events.seq > from_seq AND kick_events.seq <= until_seq
	WHERE state = 'received' AND (kick_events.guild_id IS NULL OR kick_events.guild_id = kick_past_cursors.guild_id)`;

/** Tables that an attack could fill or empty. */
const Tables = {
	events: 'kick_events',
	deliveries: `(${Deliveries}) AS delivery`,
	chatters: 'kick_chatters',
	accounts: 'kick_accounts',
	links: 'kick_links',
	linkStates: 'kick_link_states',
	subscriptions: 'kick_subscriptions',
	settings: 'bot_settings',
	sessions: 'kick_sessions',
	usedForms: 'kick_used_forms'
} as const;

export type RowCounts = Record<keyof typeof Tables, number>;

/** Chat message to sign. Fields that are left out get valid values. */
export interface ChatWebhook extends Partial<WebhookRequest> {
	content?: string;
}

/** The real bot with one linked channel, as attackers and their victims see it. */
export class Target {
	private constructor(
		public readonly world: TestWorld,
		public readonly community: Community,
		public readonly heard: HeardEvents,
		/** Errors that the bot has logged since the last check. */
		public readonly errors: string[]
	) {}

	/**
	 * Starts a bot at the top level of a test file, and stops it after the last test.
	 *
	 * @param environment Variables in addition to the usual ones.
	 * @param publicUrl See {@link TestWorld.start}.
	 */
	public static async start(environment: Readonly<Record<string, string>> = {}, publicUrl?: string): Promise<Target> {
		const world = await useWorld(environment, publicUrl);
		return withTimeout(Target.#of(world), PatienceMs, 'The bot did not announce the first message');
	}

	static async #of(world: TestWorld): Promise<Target> {
		// Attacks try to set this channel. It exists, so the bot cannot refuse it for being unknown.
		world.kick.addStreamer('taken');
		const heard = new HeardEvents(world.client);
		const errors = recordErrors();
		const target = new Target(world, await world.createLinkedCommunity(), heard, errors);
		// Makes the usual chatter known, and also the key if none is pinned.
		await target.hears('first');
		return target;
	}

	/** Messages that the listeners of the linked server received, or the types of other events. */
	public get announced(): string[] {
		const events = this.heard.in(this.community.guild.id);
		return events.map(({ event, context }) => (event as Partial<KickChatMessage>).content ?? context.type);
	}

	/** Creates a chat message for the linked channel. */
	public chat({ content = 'hello', ...changes }: ChatWebhook = {}): WebhookRequest {
		return { event: 'chat.message.sent', body: this.chatBody({ content }), ...changes };
	}

	public chatBody(changes: object = {}): object {
		const { userId, username, slug } = this.community.streamer;
		return {
			message_id: crypto.randomUUID(),
			content: 'hello',
			broadcaster: { user_id: userId, username, channel_slug: slug },
			sender: { user_id: 99_001, username: 'ana', channel_slug: 'ana' },
			created_at: new Date().toISOString(),
			...changes
		};
	}

	public sign(webhook: ChatWebhook = {}): SignedWebhook {
		return this.world.kick.sign(this.chat(webhook));
	}

	/** Sends a chat message as Kick would. */
	public deliver(webhook: ChatWebhook = {}): Promise<Delivery> {
		return this.world.kick.deliver(this.chat(webhook));
	}

	public connect(): Promise<RawConnection> {
		return RawConnection.open(this.world.port);
	}

	/** Sends bytes on a new connection, and waits for `count` answers or the end of the connection. */
	public async send(bytes: Buffer | string, count = 1): Promise<RawAnswer[]> {
		const connection = await this.connect();
		const answers = await connection.write(bytes).answers(count);
		connection.destroy();
		return answers;
	}

	public async rows(): Promise<RowCounts> {
		await this.#untilCounted();
		const counts = Object.entries(Tables).map(([key, table]) => `(SELECT count(*) FROM ${table}) AS "${key}"`);
		const [row = {}] = await this.world.place.query(`SELECT ${counts.join(', ')}`);
		return Object.fromEntries(Object.entries(row).map(([key, count]) => [key, Number(count)])) as RowCounts;
	}

	/** Waits until chatters are counted, which happens after the answers. */
	async #untilCounted(): Promise<void> {
		const sql = `SELECT (SELECT COALESCE(MAX(seq), 0) FROM kick_events) AS last,
			(SELECT COALESCE(MAX(seq), 0) FROM kick_cursors WHERE consumer = 'viewers') AS counted`;
		for (;;) {
			const [row] = await this.world.place.query(sql);
			if (Number(row?.counted) >= Number(row?.last)) return;
			// A request for chatters counts them at once. Where no request is allowed, it takes a second.
			await container.kick.chatters.recent(this.community.guild.id);
			await pause(20);
		}
	}

	/** Delivers a genuine message and resolves when the listeners have received it. */
	public async hears(content: string): Promise<Delivery> {
		const { guild } = this.community;
		const count = this.heard.in(guild.id).length;
		const delivery = await this.deliver({ content });
		if (delivery.status === 200) {
			for (let seen = count; !this.announced.slice(count).includes(content); )
				seen = (await this.heard.waitFor(guild.id, seen + 1)).length;
		}
		return delivery;
	}
}
