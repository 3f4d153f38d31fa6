import { randomBytes } from 'node:crypto';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { LoopbackServer } from '../http/LoopbackServer.js';
import { WaitLimitMs } from '../waitLimit.js';
import { createServices, type DiscordServices } from './createServices.js';
import { Gateway } from './gateway/Gateway.js';
import { GatewaySessions, type IntentName } from './gateway/GatewaySessions.js';
import { addGuild, type GuildOptions } from './guilds/Guild.js';
import { addUser } from './guilds/User.js';
import { Attachments } from './messages/Attachments.js';
import { AuthorizePages } from './oauth/AuthorizePages.js';
import type { SimulatedDiscordOAuth } from './oauth/SimulatedDiscordOAuth.js';
import { DiscordPictures } from './pictures/DiscordPictures.js';
import type { Call, Interceptor } from './rest/Call.js';
import { RestApi } from './rest/RestApi.js';
import { specProblems } from './rest/specProblems.js';
import type { DiscordActivity } from './world/DiscordActivity.js';
import type { SimulatedGuild, SimulatedUser } from './world/entities.js';
import type { UserOptions } from './world/options.js';
import type { SimulatedApplication } from './world/SimulatedApplication.js';

export interface SimulatedDiscordOptions {
	/** Default `127.0.0.1`. */
	host?: string;
	/** Default 0: any free port. */
	port?: number;
	/** The bot's token. Default: a new one. */
	token?: string;
	/** The application's secret, for "Log in with Discord". Default: a new one. */
	clientSecret?: string;
	/** Allowed redirect URIs of the login. Default: any. */
	redirectUris?: readonly string[];
	/** Number of shards that Discord recommends to the bot. Default 1. */
	shards?: number;
	/** Default `Sandbox Bot`. */
	botName?: string;
	/** The name of the person who owns the application. Default `developer`. */
	ownerName?: string;
	/**
	 * Privileged intents switched off in the developer portal. A bot that asks for one is closed with 4014. Default:
	 * none.
	 */
	disallowedIntents?: readonly IntentName[];
	/** Milliseconds that a bot may take to acknowledge an interaction. Default 3,000, as on Discord. */
	acknowledgeMs?: number;
	/** Milliseconds that the token of an interaction is valid. Default 15 minutes, as on Discord. */
	interactionTokenMs?: number;
}

/**
 * Simulated Discord on a loopback port: the REST API and the gateway for a discord.js bot, and people who use the bot.
 *
 * Point the bot at it with the client option `rest: { api: discord.apiUrl }`, and log in with `discord.token`.
 *
 * @example
 * ```ts
 * const discord = await SimulatedDiscord.start();
 * const guild = discord.addGuild({ name: "Ana's Server" });
 * const mod = guild.addMember('mod', { permissions: ['ManageGuild'] });
 *
 * const client = new SapphireClient({ intents, rest: { api: discord.apiUrl } });
 * await client.login(discord.token);
 * await discord.ready();
 *
 * const reply = await mod.slash('kick say', { message: 'hi' });
 * console.log(reply.content, reply.ephemeral);
 *
 * const message = await mod.says('!kick say hi');
 * console.log((await message.reply()).content);
 *
 * console.log(await discord.problems()); // []
 * await client.destroy();
 * await discord.stop();
 * ```
 */
export class SimulatedDiscord {
	readonly #services: DiscordServices;
	readonly #rest: RestApi;
	readonly #pages: AuthorizePages;
	readonly #sessions: GatewaySessions;
	readonly #gateway: Gateway;
	readonly #server: LoopbackServer;
	readonly #token: string;

	private constructor(options: SimulatedDiscordOptions) {
		this.#services = createServices({
			baseUrl: () => this.#server.baseUrl,
			botName: options.botName ?? 'Sandbox Bot',
			ownerName: options.ownerName ?? 'developer',
			acknowledgeMs: options.acknowledgeMs ?? 3_000,
			tokenMs: options.interactionTokenMs ?? 15 * 60_000,
			oauth: options
		});
		const { world, application, oauth, attachments } = this.#services;
		this.#token = options.token ?? newToken(world.bot.id);
		this.#rest = new RestApi(this.#services, {
			token: this.#token,
			shards: options.shards ?? 1,
			gatewayUrl: () => this.gatewayUrl
		});
		this.#pages = new AuthorizePages({ oauth, application, users: world.users, guilds: world.guilds });
		const pictures = new DiscordPictures(world);
		this.#sessions = new GatewaySessions(world, application, {
			token: this.#token,
			disallowedIntents: options.disallowedIntents ?? [],
			url: () => this.gatewayUrl
		});
		this.#gateway = new Gateway(this.#sessions);
		this.#server = new LoopbackServer((request, response) => {
			if (Attachments.owns(request)) return attachments.handle(request, response);
			if (DiscordPictures.owns(request)) return pictures.handle(request, response);
			void (AuthorizePages.owns(request) ? this.#pages : this.#rest).handle(request, response);
		});
		this.#server.onUpgrade((request, socket, head) => this.#gateway.upgrade(request, socket, head));
	}

	/** Starts to listen. {@link stop} ends it. */
	public static async start(options: SimulatedDiscordOptions = {}): Promise<SimulatedDiscord> {
		const discord = new SimulatedDiscord(options);
		await discord.#server.listen(options.port ?? 0, options.host);
		return discord;
	}

	/** Value for `rest.api` of discord.js, which appends `/v10`. */
	public get apiUrl(): string {
		return `${this.#server.baseUrl}/api`;
	}

	/** Value for `rest.cdn` of discord.js: where pictures of servers and users are. */
	public get cdnUrl(): string {
		return this.#server.baseUrl;
	}

	/** The gateway's address; the bot gets it from `GET /gateway/bot`. */
	public get gatewayUrl(): string {
		return `ws://${this.#server.authority}`;
	}

	/** The token that the bot has to log in with. */
	public get token(): string {
		return this.#token;
	}

	/** Controls of "Log in with Discord". */
	public get oauth(): SimulatedDiscordOAuth {
		return this.#services.oauth;
	}

	public get application(): SimulatedApplication {
		return this.#services.application;
	}

	/** The bot's account. */
	public get bot(): SimulatedUser {
		return this.#services.world.bot;
	}

	public get guilds(): readonly SimulatedGuild[] {
		return [...this.#services.world.guilds.values()];
	}

	/** Global commands of the bot. Those of one guild are at `guild.commands`. */
	public get commands(): readonly APIApplicationCommand[] {
		return this.#services.commands.list;
	}

	/** The bot's finished REST calls, oldest first; the last 5,000 are kept. */
	public get calls(): readonly Call[] {
		return this.#rest.calls;
	}

	/** Whether a bot is connected to the gateway. */
	public get isBotConnected(): boolean {
		return this.#sessions.isConnected;
	}

	/** Adds a Discord server with the bot in it. */
	public addGuild(options: GuildOptions = {}): SimulatedGuild {
		return addGuild(this.#services, options);
	}

	/** Adds an account, which `guild.addMember(user)` lets join. */
	public addUser(name: string, options: UserOptions = {}): SimulatedUser {
		return addUser(this.#services, name, false, options);
	}

	/**
	 * Waits until a bot has identified with all its shards, got its guilds, and registered global or guild commands.
	 *
	 * @param options.commands Names of commands to wait for. Default: any command. A bot that registers them one by one
	 * may not have finished then.
	 * @throws Error that says what is missing after `limitMs` (default 60,000).
	 */
	public ready({
		commands = [],
		limitMs = WaitLimitMs
	}: {
		commands?: readonly string[];
		limitMs?: number;
	} = {}): Promise<void> {
		return this.#services.world.changes
			.until(
				() => (this.#sessions.isReady && this.#missingCommands(commands) === null) || undefined,
				limitMs,
				() =>
					this.#sessions.isReady
						? `The bot is connected, but ${this.#missingCommands(commands)} within ${limitMs / 1000} s.`
						: `No bot has connected to the gateway with all its shards within ${limitMs / 1000} s.`
			)
			.then(() => undefined);
	}

	/**
	 * Waits for a finished REST call, which may be a past one.
	 *
	 * @throws Error when there is none within the limit, in milliseconds.
	 */
	public waitForCall(predicate: (call: Call) => boolean, limitMs = WaitLimitMs): Promise<Call> {
		return this.#services.world.changes.until(
			() => this.calls.find(predicate),
			limitMs,
			() => `The bot made no such call within ${limitMs / 1000} s.`
		);
	}

	/**
	 * Simulates faults of the REST API.
	 *
	 * @returns A function that removes the interceptor.
	 * @example
	 * ```ts
	 * const body = { message: 'Slow down', retry_after: 1, global: false, code: 0 };
	 * discord.intercept(({ method }) => (method === 'PATCH' ? { status: 429, body } : undefined));
	 * ```
	 */
	public intercept(interceptor: Interceptor): () => void {
		return this.#rest.intercept(interceptor);
	}

	/** Closes the bot's gateway connections. After the default code 4000 the bot may resume. */
	public dropGateway(code = 4000): void {
		this.#gateway.drop(code);
	}

	/** Simulates an outage of the gateway: cuts the connections, and leaves new ones hanging. */
	public refuseConnections(): void {
		this.#gateway.refuse();
	}

	/** Ends the outage and lets hanging connections through. */
	public acceptConnections(): void {
		this.#gateway.accept();
	}

	/**
	 * Checks all REST calls, and the answers of this simulation, against Discord's published schemas. Reports unknown
	 * routes and wrong tokens, too. Intercepted answers are not checked.
	 *
	 * @throws Error when the optional peer dependency `discord-api-spec` is not installed.
	 */
	public problems(): Promise<string[]> {
		return specProblems(this.calls);
	}

	/**
	 * Reports everything that people could see, for a transcript or a page.
	 *
	 * @returns A function that removes the listener.
	 */
	public onActivity(listener: (activity: DiscordActivity) => void): () => void {
		this.#services.world.events.on('activity', listener);
		return () => void this.#services.world.events.off('activity', listener);
	}

	/** Cuts every connection, frees the port and ends all waits with an error. */
	public async stop(): Promise<void> {
		this.#services.world.changes.stop();
		this.#gateway.stop();
		await this.#server.close();
	}

	#missingCommands(names: readonly string[]): string | null {
		const registries = [this.#services.commands, ...this.guilds.map((guild) => guild.commandRegistry)];
		const missing = names.filter((name) => !registries.some((registry) => registry.find(name)));
		if (missing.length > 0) return `has not registered ${missing.map((name) => `/${name}`).join(', ')}`;
		return registries.every((registry) => registry.size === 0) ? 'has not registered any command' : null;
	}
}

/** Makes a token in Discord's format, whose first part is the bot's id. */
function newToken(botId: string): string {
	return [
		Buffer.from(botId).toString('base64url'),
		randomBytes(4).toString('base64url'),
		randomBytes(28).toString('base64url')
	].join('.');
}
