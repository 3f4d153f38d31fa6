import { setTimeout as pause } from 'node:timers/promises';
import { container } from '@sapphire/framework';
import type { Delivery, SignedWebhook, WebhookRequest } from '../../../sandbox/kick/index.js';
import type { KickChatMessage } from '../../../src/lib/kick/events/index.js';
import { HeardEvents } from '../../support/heardEvents.js';
import { recordErrors } from '../../support/leavesNoTrace.js';
import { type Community, TestWorld } from '../../support/TestWorld.js';
import { RawConnection } from './RawConnection.js';
import type { RawAnswer } from './readAnswers.js';

/** Events and the servers that they are or were for: what has a row of its own, and what the cursors of the listeners say. */
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

/** What an attack could fill or empty. */
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

/** A chat message to sign: what is left out is that of a proper one. */
export interface ChatWebhook extends Partial<WebhookRequest> {
	content?: string;
}

/** The real bot with a linked channel, as attackers and their victims see it. */
export class Target {
	private constructor(
		public readonly world: TestWorld,
		public readonly community: Community,
		public readonly heard: HeardEvents,
		/** What the bot logged as an error since somebody looked last. */
		public readonly errors: string[]
	) {}

	/**
	 * @param environment Variables beside the usual ones.
	 * @param publicUrl See {@link TestWorld.start}.
	 */
	public static async start(environment: Readonly<Record<string, string>> = {}, publicUrl?: string): Promise<Target> {
		const world = await TestWorld.start(environment, publicUrl);
		// What attacks want to set: a channel that exists, so that it is not refused for that.
		world.kick.addStreamer('taken');
		const heard = new HeardEvents(world.client);
		const errors = recordErrors();
		const target = new Target(world, await world.createLinkedCommunity(), heard, errors);
		// From now on the usual chatter is known, and the key too where none is pinned.
		await target.hears('first');
		return target;
	}

	/** What the listeners of the linked server were given. */
	public get announced(): string[] {
		const events = this.heard.in(this.community.guild.id);
		return events.map(({ event, context }) => (event as Partial<KickChatMessage>).content ?? context.type);
	}

	/** A chat message for the linked channel. */
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

	/** Sends it as Kick would. */
	public deliver(webhook: ChatWebhook = {}): Promise<Delivery> {
		return this.world.kick.deliver(this.chat(webhook));
	}

	public connect(): Promise<RawConnection> {
		return RawConnection.open(this.world.port);
	}

	/** Sends bytes on a connection of their own, and waits for that many answers or the end of the connection. */
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

	/** Chatters are counted behind the answers. */
	async #untilCounted(): Promise<void> {
		const sql = `SELECT (SELECT COALESCE(MAX(seq), 0) FROM kick_events) AS last,
			(SELECT COALESCE(MAX(seq), 0) FROM kick_cursors WHERE consumer = 'viewers') AS counted`;
		for (;;) {
			const [row] = await this.world.place.query(sql);
			if (Number(row?.counted) >= Number(row?.last)) return;
			// Whoever asks for chatters has them counted at once. Where nobody may ask, it takes a second.
			await container.kick.chatters.recent(this.community.guild.id);
			await pause(20);
		}
	}

	/** Resolves when a genuine message, sent now, was heard. */
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
