import { WaitLimitMs } from '../waitLimit.js';
import { ActivityFeed, type ActivityListener } from './ActivityFeed.js';
import { type ChatMessage, ChatRooms } from './chat/ChatRooms.js';
import { ChatRules } from './chat/ChatRules.js';
import type { Faults } from './http/Faults.js';
import { KickServer, type RecordedCall } from './http/KickServer.js';
import { SimulatedOAuth } from './oauth/SimulatedOAuth.js';
import type { Stage } from './people/Stage.js';
import { Streamer } from './people/Streamer.js';
import { Viewer } from './people/Viewer.js';
import { SimulatedRealtime } from './realtime/SimulatedRealtime.js';
import { routesOf } from './routesOf.js';
import { EventPublisher } from './webhooks/EventPublisher.js';
import { SigningKey } from './webhooks/SigningKey.js';
import { Subscriptions } from './webhooks/Subscriptions.js';
import { type Delivery, type SignedWebhook, type WebhookRequest, WebhookSender } from './webhooks/WebhookSender.js';
import type { WebsiteSettings } from './website/websiteRoutes.js';
import { KickApp, type KickAppOptions } from './world/KickApp.js';
import { SimulatedClock } from './world/SimulatedClock.js';
import { World } from './world/World.js';

export interface SimulatedKickOptions extends KickAppOptions {
	/** Default: `127.0.0.1`. */
	host?: string;
	/** Default: 0, any free port. */
	port?: number;
	/** RSA key that signs webhooks. Default: a new one of 2,048 bits, which takes a moment to make. */
	privateKeyPem?: string;
}

/**
 * Simulated Kick on one loopback port: OAuth, public API, website endpoints, signed webhooks and live socket, with the
 * errors and quirks of the real one. Point a bot at it with these environment variables:
 *
 * - `KICK_API_BASE_URL`, `KICK_ID_BASE_URL` and `KICK_WEB_BASE_URL`: {@link SimulatedKick.url}
 * - `KICK_PUSHER_URL`: {@link SimulatedKick.pusherUrl}
 * - `KICK_WEBHOOK_PUBLIC_KEY`: {@link SimulatedKick.publicKeyPem}
 *
 * @example
 * ```ts
 * const kick = await SimulatedKick.start({ redirectUris: ['http://localhost:4000/auth/kick/callback'] });
 * kick.addStreamer('streamerone');
 * kick.oauth.signIn('streamerone');
 * // … start your bot, link the channel …
 * kick.app.webhookUrl = 'http://localhost:4000/webhooks/kick';
 *
 * const { deliveries } = await kick.viewer('ana').says('hi'); // signed webhooks, and how the bot answered them
 * await kick.waitForChat('streamerone', ({ content }) => content === 'Hello ana!');
 * await kick.stop();
 * ```
 */
export class SimulatedKick {
	/** App, as its owner sees it in Kick's developer settings. */
	public readonly app: KickApp;
	public readonly oauth: SimulatedOAuth;
	public readonly subscriptions = new Subscriptions();
	/** Webhook delivery: attempts, losses, shape of the bodies. */
	public readonly webhooks: EventPublisher;
	public readonly website: WebsiteSettings = { mode: 'ok' };
	public readonly chatRules = new ChatRules();
	/** Clock of the simulated Kick, to test a machine whose clock is wrong. */
	public readonly clock = new SimulatedClock();
	/** Live socket: its connections and its faults. */
	public readonly realtime: SimulatedRealtime;
	readonly #activity = new ActivityFeed();
	readonly #world = new World(() => this.#url);
	readonly #rooms = new ChatRooms(this.#activity);
	readonly #stopping = new AbortController();
	readonly #sender: WebhookSender;
	readonly #stage: Stage;
	readonly #server: KickServer;
	#url = '';

	private constructor(options: SimulatedKickOptions, key: SigningKey) {
		const { signal } = this.#stopping;
		this.app = new KickApp(options, this.#world.create('sandbox_app_bot'), () => this.subscriptions.unsubscribeAll());
		this.oauth = new SimulatedOAuth(this.#world);
		this.#sender = new WebhookSender(key, this.app, this.clock, this.#activity, signal);
		this.webhooks = new EventPublisher(this.app, this.subscriptions, this.#sender, this.clock, signal);
		this.realtime = new SimulatedRealtime(this.#world, () => this.#url.replace('http', 'ws'), this.#activity);
		this.#stage = {
			world: this.#world,
			rooms: this.#rooms,
			rules: this.chatRules,
			oauth: this.oauth,
			publisher: this.webhooks,
			socket: this.realtime.publisher
		};
		const { app, subscriptions, website, realtime } = this;
		const parts = {
			...this.#stage,
			app,
			subscriptions,
			website,
			realtime,
			sender: this.#sender,
			activity: this.#activity
		};
		this.#server = new KickServer(
			routesOf(parts),
			(request, socket, head) => realtime.server.upgrade(request, socket, head),
			this.#activity,
			this.clock
		);
	}

	public static async start(options: SimulatedKickOptions = {}): Promise<SimulatedKick> {
		const { host = '127.0.0.1', port = 0, privateKeyPem } = options;
		const key = privateKeyPem === undefined ? await SigningKey.generate() : SigningKey.fromPem(privateKeyPem);
		const kick = new SimulatedKick(options, key);
		kick.#url = await kick.#server.listen(host, port);
		return kick;
	}

	/** Base URL for API, OAuth and website alike, without a trailing slash. */
	public get url(): string {
		return this.#url;
	}

	/** The live socket's address up to the key, which {@link SimulatedRealtime.rotateKey} changes. */
	public get pusherUrl(): string {
		return this.realtime.pusherUrl;
	}

	/** Public key that verifies the webhooks. */
	public get publicKeyPem(): string {
		return this.#sender.key.publicKeyPem;
	}

	/** Makes single routes fail. */
	public get faults(): Faults {
		return this.#server.faults;
	}

	/** Received requests, oldest first. */
	public get calls(): readonly RecordedCall[] {
		return this.#server.calls.items;
	}

	/** Signs with a new key from now on. Kick documents no rotation; a receiver should survive one. */
	public async rotateKey(): Promise<void> {
		this.#sender.key = await SigningKey.generate();
	}

	/** @throws Error when the name is taken. */
	public addStreamer(slug: string, options: { username?: string; live?: boolean } = {}): Streamer {
		const account = this.#world.createStreamer(slug, options.username ?? slug);
		if (options.live) account.channel.liveSince = new Date();
		return new Streamer(account, this.#stage);
	}

	/** Adds an account that does not stream, such as a bot account. @throws Error when the name is taken. */
	public addUser(username: string): Viewer {
		return new Viewer(this.#world.create(username), this.#stage);
	}

	/** @throws Error when no account has that name. */
	public streamer(name: string): Streamer {
		return new Streamer(this.#world.get(name), this.#stage);
	}

	/** Returns the account with this name, also a streamer's. An unknown name gets a new account. */
	public viewer(name: string): Viewer {
		return new Viewer(this.#world.find(name) ?? this.#world.create(name), this.#stage);
	}

	/** Chat of a streamer, oldest message first. The last 1,000 messages are kept. */
	public chat(streamer?: string): readonly ChatMessage[] {
		return this.#rooms.of(this.#world.streamer(streamer)).items;
	}

	/** Resolves with the first message that matches, which may be in the chat already. @throws Error after the limit. */
	public waitForChat(
		streamer: string,
		matches: (message: ChatMessage) => boolean,
		limitMs = WaitLimitMs
	): Promise<ChatMessage> {
		return this.#rooms.of(this.#world.get(streamer)).waitFor(matches, `such message in ${streamer}`, limitMs);
	}

	/** Resolves with the first request that matches, which may be a past one. @throws Error after the limit. */
	public waitForCall(matches: (call: RecordedCall) => boolean, limitMs = WaitLimitMs): Promise<RecordedCall> {
		return this.#server.calls.waitFor(matches, 'such call', limitMs);
	}

	/** Sends any webhook once, signed properly or wrong on purpose: late, twice, out of order, unknown, forged. */
	public deliver(webhook: WebhookRequest): Promise<Delivery> {
		return this.#sender.send(webhook);
	}

	/** Signs a webhook without sending it, so that a test can repeat it, split it or use another client. */
	public sign(webhook: WebhookRequest): SignedWebhook {
		return this.#sender.sign(webhook);
	}

	/** @returns A function that removes the listener. */
	public onActivity(listener: ActivityListener): () => void {
		return this.#activity.listen(listener);
	}

	/** Ends every connection, delivery and wait. */
	public async stop(): Promise<void> {
		this.#stopping.abort();
		this.#rooms.close();
		this.realtime.stop();
		await Promise.all([this.#server.close(), this.#sender.close()]);
	}
}
