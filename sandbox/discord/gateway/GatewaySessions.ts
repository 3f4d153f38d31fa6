import { randomBytes } from 'node:crypto';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { guildCreateData } from '../world/guildPayload.js';
import type { SimulatedApplication } from '../world/SimulatedApplication.js';
import type { World } from '../world/World.js';
import type { ConnectionHost, Identify, MemberRequest, Resume } from './GatewayConnection.js';
import { GatewaySession } from './GatewaySession.js';
import type { EventData } from './OutgoingEvent.js';

/** An intent by its name in Discord's documentation, in PascalCase: `MessageContent`. */
export type IntentName = keyof typeof GatewayIntentBits;

export interface GatewaySettings {
	token: string;
	/** Privileged intents that are switched off in the developer portal. */
	disallowedIntents: readonly IntentName[];
	url: () => string;
}

/** Close codes after which a session can't be resumed. */
const FinalCodes: readonly number[] = [1000, 1001];

/** The bot's sessions: identifies, resumes and feeds them. */
export class GatewaySessions implements ConnectionHost {
	readonly #world: World;
	readonly #application: SimulatedApplication;
	readonly #settings: GatewaySettings;
	readonly #sessions = new Map<string, GatewaySession>();

	public constructor(world: World, application: SimulatedApplication, settings: GatewaySettings) {
		this.#world = world;
		this.#application = application;
		this.#settings = settings;
		world.events.on('dispatch', (event) => {
			for (const session of this.#sessions.values()) session.offer(event);
		});
	}

	/** Whether a bot is connected with every shard it announced, and was sent its guilds. */
	public get isReady(): boolean {
		const connected = [...this.#sessions.values()].filter((session) => session.isConnected);
		const shards = new Set(connected.map(({ shard }) => shard));
		return connected.length > 0 && connected.every(({ shardCount }) => shards.size >= shardCount);
	}

	/** Whether any shard of a bot is connected. */
	public get isConnected(): boolean {
		return [...this.#sessions.values()].some((session) => session.isConnected);
	}

	public identify({ token, intents, shard: [shard, shardCount] }: Identify, socket: WebSocket) {
		if (token !== this.#settings.token) return GatewayCloseCodes.AuthenticationFailed;
		if (shard >= shardCount) return GatewayCloseCodes.InvalidShard;
		if (this.#settings.disallowedIntents.some((name) => (intents & GatewayIntentBits[name]) !== 0)) {
			return GatewayCloseCodes.DisallowedIntents;
		}

		this.#forgetLostSessions(shard, shardCount);
		const session = new GatewaySession(randomBytes(16).toString('hex'), shard, shardCount, intents, socket);
		this.#sessions.set(session.id, session);
		this.#sendReady(session);
		this.#report('connected', session);
		return session;
	}

	public resume({ token, session_id: id, seq }: Resume, socket: WebSocket) {
		if (token !== this.#settings.token) return GatewayCloseCodes.AuthenticationFailed;

		const session = this.#sessions.get(id);
		if (session === undefined || !session.canResumeFrom(seq)) {
			this.#sessions.delete(id);
			return null;
		}
		if (seq > session.sequence) return GatewayCloseCodes.InvalidSeq;

		session.resume(socket, seq);
		session.send(GatewayDispatchEvents.Resumed, { _trace: [] });
		this.#report('connected', session);
		return session;
	}

	public requestMembers(request: MemberRequest, session: GatewaySession): void {
		const guild = this.#world.guilds.get(request.guild_id);
		if (guild === undefined || !guild.isAvailable) return;

		const ids = request.user_ids === undefined ? null : [request.user_ids].flat();
		const members = guild.members
			.filter(({ id }) => ids?.includes(id) ?? true)
			.filter(({ name }) => name.startsWith(request.query ?? ''))
			.slice(0, request.limit || undefined);
		const chunk: EventData<GatewayDispatchEvents.GuildMembersChunk> = {
			guild_id: guild.id,
			members: members.map((member) => member.toPayload()),
			chunk_index: 0,
			chunk_count: 1,
			not_found: ids?.filter((id) => guild.memberById(id) === undefined) ?? [],
			...(request.nonce === undefined ? {} : { nonce: request.nonce })
		};
		session.send(GatewayDispatchEvents.GuildMembersChunk, chunk);
	}

	public disconnected(session: GatewaySession, socket: WebSocket, code: number): void {
		session.disconnect(socket);
		if (FinalCodes.includes(code)) this.#sessions.delete(session.id);
		this.#report('disconnected', session);
	}

	/** Deletes the shard's lost sessions: a bot that identifies again does not resume an older one. */
	#forgetLostSessions(shard: number, shardCount: number): void {
		for (const session of this.#sessions.values()) {
			const isSameShard = session.shard === shard && session.shardCount === shardCount;
			if (isSameShard && !session.isConnected) this.#sessions.delete(session.id);
		}
	}

	#sendReady(session: GatewaySession): void {
		const { bot, guilds } = this.#world;
		const own = [...guilds.values()].filter((guild) => guild.hasBot && session.owns(guild.id));
		const { flags, flags_new } = this.#application.toPayload();
		const ready: EventData<GatewayDispatchEvents.Ready> = {
			v: 10,
			user: bot.toPayload(),
			guilds: own.map(({ id }) => ({ id, unavailable: true })),
			session_id: session.id,
			resume_gateway_url: this.#settings.url(),
			shard: [session.shard, session.shardCount],
			application: { id: this.#application.id, flags, flags_new }
		};

		session.send(GatewayDispatchEvents.Ready, ready);
		if (!session.has(GatewayIntentBits.Guilds)) return;
		for (const guild of own) {
			if (!guild.isUnavailable) session.send(GatewayDispatchEvents.GuildCreate, guildCreateData(guild));
		}
	}

	#report(kind: 'connected' | 'disconnected', { shard, shardCount }: GatewaySession): void {
		const { bot } = this.#world;
		this.#world.report({
			kind,
			channel: null,
			author: { id: bot.id, name: bot.name, isBot: true },
			text: `shard ${shard} of ${shardCount}`,
			buttons: [],
			ephemeral: false,
			visibleTo: null,
			messageId: null
		});
	}
}
