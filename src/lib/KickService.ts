import type { EventEmitter } from 'node:events';
import { err, ok, type Result } from '@sapphire/result';
import type { UnlinkReport } from './accounts/AccountRelease.js';
import { type GuildProfile, readProfile } from './accounts/GuildProfile.js';
import type { BegunLink, LinkInvitation, StartLinkRequest } from './accounts/Linking.js';
import type { BrowserProofs } from './accounts/LinkStates.js';
import { type LinkOutcome, Refusals } from './accounts/linkOutcome.js';
import type { SendOptions, SendResult } from './chat/types.js';
import type { KickConfig } from './config/loadConfig.js';
import type { Dashboard } from './dashboard/Dashboard.js';
import type { ConfigReport } from './diagnosis/ConfigReport.js';
import { describeStopped, describeUnconfigured } from './diagnosis/describeUnavailable.js';
import type { FirstStep } from './diagnosis/firstSteps.js';
import type { DiscordInfo } from './discord/DiscordInfo.js';
import { KickEditors } from './editors/KickEditors.js';
import { ConsumerRegistry } from './events/consumers/ConsumerRegistry.js';
import { KickConsumers } from './events/consumers/KickConsumers.js';
import type { ListenerPiece } from './events/consumers/ListenerRunner.js';
import type { ActivityOptions, KickActivity } from './events/log/ChannelActivity.js';
import type { KickEventLog } from './events/log/KickEventLog.js';
import type { ReceiveOutcome } from './events/receiving/WebhookReceiver.js';
import type { GuildMembership } from './GuildMembership.js';
import { checkHealth, type KickHealth } from './health.js';
import { type ChangeOptions, originOf } from './history/ChangeOptions.js';
import { KickHistory } from './history/KickHistory.js';
import { KickMetrics } from './KickMetrics.js';
import type { KickError } from './kick/errors.js';
import type { WebhookHeaders } from './kick/index.js';
import type { Logger } from './logger.js';
import type { MissingPermissions } from './overview/Overview.js';
import type { KickOverview } from './overview/types.js';
import type { SyncOptions } from './settings/ChannelSync.js';
import type { SyncReport } from './settings/SyncReport.js';
import { KickLifecycle } from './setup/KickLifecycle.js';
import type { KickServices } from './setup/services.js';
import { notConfigured, shuttingDown } from './setupErrors.js';
import { Chatters } from './viewers/Chatters.js';
import { Watchtime } from './viewers/Watchtime.js';
import { whileRunning } from './whileRunning.js';

/** Parts of the host bot that {@link KickService} needs. */
export interface KickServiceOptions {
	config: KickConfig;
	client: EventEmitter;
	/** Returns the listeners among Sapphire's pieces. Default: none. */
	listenerPieces?: () => Iterable<ListenerPiece>;
	discord: DiscordInfo;
	logger: Logger;
	/**
	 * Returns the address of this process's own webhook route, or `null` while it does not listen. Used by test events.
	 */
	webhookUrl?: () => URL | null;
}

/**
 * Entry point of the library, `container.kick`: Kick for all Discord servers of this bot.
 *
 * Expected failures are values: a `Result` whose error has a `code`, and a `hint` for the person who has to act.
 *
 * @example
 * ```typescript
 * const sent = await container.kick.send(guildId, 'Hello from Discord!');
 * sent.match({ ok: ({ via }) => console.log(`sent by ${via}`), err: ({ hint }) => console.log(hint) });
 * ```
 */
export class KickService {
	public readonly config: KickConfig;
	public readonly metrics = new KickMetrics();
	/** Chatters in the Kick chat of a Discord server. */
	public readonly chatters: Chatters;
	/** Watch time of viewers, estimated from chat. */
	public readonly watchtime: Watchtime;
	/** Your own queues in the event log. */
	public readonly consumers: KickConsumers;
	/** Changes of the settings of Discord servers, with their undo. */
	public readonly history: KickHistory;
	/** Discord roles that may edit sections of a server's dashboard. */
	public readonly editors: KickEditors;
	readonly #lifecycle: KickLifecycle;
	readonly #discord: DiscordInfo;

	public constructor(options: KickServiceOptions) {
		const { config, listenerPieces = () => [], webhookUrl = () => null } = options;
		this.config = config;
		this.#discord = options.discord;
		const registry = new ConsumerRegistry();
		const { metrics } = this;
		this.#lifecycle = new KickLifecycle({
			...options,
			app: config.app,
			metrics,
			consumers: registry,
			listenerPieces,
			webhookUrl
		});
		this.consumers = new KickConsumers({
			registry,
			forget: (name) =>
				this.#using(async ({ dispatcher, routes, database }) => {
					await Promise.all([dispatcher.end(name), routes.settled()]);
					return ok(await database.consumers.remove(name));
				})
		});
		const databaseOf = () => this.#opened().map(({ database }) => database);
		const catchUp = async () => this.#services?.viewerCounter.catchUp();
		this.chatters = new Chatters(databaseOf, catchUp);
		this.watchtime = new Watchtime(databaseOf, catchUp);
		this.editors = new KickEditors({
			using: (use) => this.#using(({ database }) => use(database)),
			discord: options.discord
		});
		this.history = new KickHistory({
			using: (use) => this.#using(use),
			changing: (use) => this.#changing(use),
			editors: this.editors
		});
	}

	/** Whether the bot has the credentials of a Kick app. Without them, every call returns the error `not_configured`. */
	public get configured(): boolean {
		return this.config.app !== null;
	}

	/**
	 * Event log: what arrived from Kick and how it was handled, live or by page. It includes the chat and test events.
	 *
	 * @throws If Kick is not configured, because there is no log then.
	 */
	public get events(): KickEventLog {
		if (!this.#services) throw notConfigured();
		return this.#services.events;
	}

	/**
	 * Servers that have the bot, as the plugin's listeners report them. `null` if Kick is not configured.
	 *
	 * @internal
	 */
	public get guilds(): GuildMembership | null {
		return this.#services?.guilds ?? null;
	}

	/**
	 * Sessions, server access and form tokens of the dashboard. `null` if Kick or the login with Discord is not
	 * configured.
	 *
	 * @internal
	 */
	public get dashboard(): Dashboard | null {
		return this.#services?.dashboard ?? null;
	}

	/** Opens and migrates the database. Called by the plugin before login. */
	public open(): Promise<void> {
		return this.#lifecycle.open();
	}

	/** Replays pending events and starts the periodic jobs. Called by the plugin when Discord is ready. */
	public start(): Promise<void> {
		return this.#lifecycle.start();
	}

	/**
	 * Stops all work. Events that are not handled yet are delivered after the next start. Called by `client.destroy()`.
	 */
	public stop(): Promise<void> {
		return this.#lifecycle.stop();
	}

	/**
	 * Sends a message to the Kick chat of a Discord server.
	 *
	 * @returns `true` if Kick accepted it. {@link KickService.send} also returns the transport, or the reason of a
	 * failure.
	 */
	public async sendMessage(message: string, guildId: string): Promise<boolean> {
		return (await this.send(guildId, message)).isOk();
	}

	/**
	 * Sends a message to the Kick chat of a Discord server.
	 *
	 * A long message is sent in parts, in order with all other messages of the channel. A message that could not be sent
	 * within 60 seconds is dropped. Nothing is sent twice.
	 *
	 * @example
	 * ```typescript
	 * const sent = await container.kick.send(guildId, 'Welcome!', { replyTo: messageId });
	 * if (sent.isErr()) console.log(sent.unwrapErr().hint);
	 * ```
	 * @see https://docs.kick.com/apis/chat
	 */
	public async send(guildId: string, message: string, options: SendOptions = {}): Promise<SendResult> {
		return this.#using((services) => services.guildSender.send(guildId, message, options));
	}

	/**
	 * Looks up a channel at Kick, stores it for a server, and syncs at once.
	 *
	 * @param input Name or address of the channel.
	 * @returns An error if the channel could not be stored, with nothing changed. `channel_not_found`: Kick has no such
	 * channel. `settings_changed`: another channel was set meanwhile. Other codes say why the request to Kick failed.
	 */
	public setChannel(
		guildId: string,
		input: string,
		options: ChangeOptions = {}
	): Promise<Result<SyncReport, KickError>> {
		return this.#changing((services) => services.sync.setChannel(guildId, input, originOf(options)));
	}

	/**
	 * Stores the chatroom id of the server's channel, or deletes it if `null`.
	 *
	 * Usually {@link KickService.sync} finds the id, and only the live socket needs it. The socket uses a stored id once
	 * it is proven to belong to the channel. {@link KickService.check} says what the proof waits for.
	 *
	 * @returns An error with one of these codes:
	 * - `bad_request`: the id is not a whole number above 0.
	 * - `channel_not_set`: the server has no channel.
	 * - `chatroom_proven`: another id is stored and already proven to be the channel's. Nothing is changed.
	 * - `settings_changed`: the settings were changed at the same moment.
	 */
	public setChatroomId(
		guildId: string,
		chatroomId: number | null,
		options: ChangeOptions = {}
	): Promise<Result<void, KickError>> {
		return this.#changing((services) => services.chatrooms.set(guildId, chatroomId, originOf(options)));
	}

	/**
	 * Fetches and stores the broadcaster id and the chatroom id of the server's channel, and repairs its subscriptions.
	 *
	 * If the channel was renamed on Kick, the new name is stored and returned as `channel` of the report.
	 */
	public sync(guildId: string, options: SyncOptions & ChangeOptions = {}): Promise<Result<SyncReport, KickError>> {
		return this.#changing((services) => services.sync.sync(guildId, options, originOf(options)));
	}

	/** Creates the address that a person opens to link a Kick account. It works once, for 10 minutes. */
	public async startLink(request: StartLinkRequest): Promise<Result<{ url: string; expiresAt: Date }, KickError>> {
		return this.#using(async ({ linking }) => ok(await linking.start(request)));
	}

	/** Unlinks the account from a server. If nothing else uses the account, it is deleted and its tokens are revoked. */
	public unlink(guildId: string, options: ChangeOptions = {}): Promise<Result<UnlinkReport, KickError>> {
		return this.#changing(({ release }) => release.releaseGuild(guildId, originOf(options)));
	}

	/** Unlinks the bot account. If no server uses it either, it is deleted and its tokens are revoked. */
	public unlinkBotAccount(): Promise<Result<UnlinkReport, KickError>> {
		return this.#changing(async ({ botAccount, release }) => {
			const released = await release.releaseBot();
			void botAccount.refresh();
			return released;
		});
	}

	/** Returns the stored data of a server: its channel, the ids and the linked account. Makes no request to Kick. */
	public async profile(guildId: string): Promise<Result<GuildProfile, KickError>> {
		return this.#using(async ({ database }) => ok(await readProfile(database, guildId)));
	}

	/**
	 * Checks the setup of a server and reports what is missing.
	 *
	 * Never fails. Without a Kick app, and once the bot stops, each line says so.
	 */
	public async check(guildId: string): Promise<ConfigReport> {
		if (!this.#services) return describeUnconfigured(this.config.missing);
		const report = await this.#using(async ({ diagnosis }) => ok(await diagnosis.check(guildId)));
		return report.unwrapOrElse(describeStopped);
	}

	/**
	 * Returns what happened in a server's channel over time, for charts: messages, chatters, events, deliveries and lag.
	 *
	 * An answer is shared for 10 seconds.
	 *
	 * @returns An error with `not_linked`, `channel_not_synced` or `wrong_account` if the server has no channel of its
	 * own.
	 */
	public async activity(guildId: string, options: ActivityOptions = {}): Promise<Result<KickActivity, KickError>> {
		return this.#using((services) => services.activity.of(guildId, options));
	}

	/**
	 * Returns the state of a server at a glance, for the dashboard. Cheap enough for a page that asks every few seconds.
	 *
	 * @internal
	 */
	public async overview(guildId: string): Promise<Result<KickOverview, KickError>> {
		return this.#using(async ({ overview }) => ok(await overview.of(guildId)));
	}

	/**
	 * Returns the steps to set a server up, for the dashboard.
	 *
	 * @param missingPermissions Returns the permissions that the bot lacks in the server, or `null` if unknown.
	 * @internal
	 */
	public async firstSteps(
		guildId: string,
		missingPermissions: MissingPermissions
	): Promise<Result<FirstStep[], KickError>> {
		return this.#using(async ({ overview }) => ok(await overview.firstSteps(guildId, missingPermissions)));
	}

	/** Checks whether this process does its work, for `/health`. */
	public health(): Promise<KickHealth> {
		return checkHealth(this.#discord, this.#services);
	}

	/** Receives a webhook delivery with its raw body. Called by the webhook route. */
	public receive(headers: WebhookHeaders, body: Buffer): Promise<ReceiveOutcome> {
		if (!this.#services || this.#lifecycle.isStopping) return Promise.resolve('unavailable');
		return this.#services.receiver.receive(headers, body);
	}

	/** Describes a link that was opened, for its page. Changes nothing. Called by the link route. */
	public async inviteToLink(state: string, cookie: string | null): Promise<Result<LinkInvitation, LinkOutcome>> {
		return (await this.#linking(({ linking }) => linking.invite(state, cookie))).flatten();
	}

	/** Begins a link after the button on its page was pressed. Called by the link route. */
	public async beginLink(state: string, proofs: BrowserProofs): Promise<Result<BegunLink, LinkOutcome>> {
		return (await this.#linking(({ linking }) => linking.begin(state, proofs))).flatten();
	}

	/** Finishes a link after the browser returned from Kick. Called by the callback route. */
	public async finishLink(query: URLSearchParams, browser: string | null): Promise<LinkOutcome> {
		const finished = await this.#linking(async ({ linking, botAccount, routesChanged }) => {
			const outcome = await linking.finish(query, browser);
			void botAccount.refresh();
			await routesChanged();
			return outcome;
		});
		return finished.intoOkOrErr();
	}

	/** Ends the link of an account to another server, on behalf of its owner. Called by the route of that form. */
	public async endOtherLink(ticket: string, guildId: string): Promise<LinkOutcome> {
		const ended = await this.#linking(({ others, routesChanged }) =>
			others.end(ticket, guildId).finally(routesChanged)
		);
		return ended.intoOkOrErr();
	}

	get #services(): KickServices | null {
		return this.#lifecycle.services;
	}

	#opened(): Result<KickServices, KickError> {
		const services = this.#services;
		if (!services) return err(notConfigured());
		return this.#lifecycle.isStopping ? err(shuttingDown()) : ok(services);
	}

	async #using<T>(use: (services: KickServices) => Promise<Result<T, KickError>>): Promise<Result<T, KickError>> {
		const services = this.#services;
		return services
			? whileRunning(
					() => this.#lifecycle.isStopping,
					() => use(services)
				)
			: err(notConfigured());
	}

	/** Runs a step of linking. The result is a page, even if the step cannot run. */
	async #linking<T>(use: (services: KickServices) => Promise<T>): Promise<Result<T, LinkOutcome>> {
		const answer = await this.#using(async (services) => ok(await use(services)));
		return answer.mapErr(({ code }) => (code === 'stopped' ? Refusals.stopping() : Refusals.notConfigured()));
	}

	/** Runs a change and then updates the routes, because events may go to other servers than before. */
	#changing<T>(change: (services: KickServices) => Promise<Result<T, KickError>>): Promise<Result<T, KickError>> {
		return this.#using(async (services) => {
			try {
				return await change(services);
			} finally {
				await services.routesChanged();
			}
		});
	}
}
