import { Heartbeat } from '../connections/Heartbeat.js';
import type { Protocol, Wire } from '../connections/Protocol.js';
import type { SerialisedEvent } from '../events/SerialisedEvent.js';
import type { RealtimeSettings } from '../RealtimeSettings.js';
import type { ConnectionTokens } from './ConnectionTokens.js';
import { type Command, isPong, parseCommands } from './commands.js';
import { DocumentBatch } from './DocumentBatch.js';

const Ping = Buffer.from('{}');
const Version = '6.3.0';

/** @see https://centrifugal.dev/docs/server/codes */
const Errors = {
	methodNotFound: { code: 104, message: 'method not found' },
	alreadySubscribed: { code: 105, message: 'already subscribed' },
	tokenExpired: { code: 109, message: 'token expired' }
};

const Closes = {
	expired: [3005, 'connection expired'],
	noPong: [3012, 'no pong'],
	invalidToken: [3500, 'invalid token'],
	badRequest: [3501, 'bad request']
} as const;

/** Centrifugo's JSON protocol on one connection. @see https://centrifugal.dev/docs/transports/client_protocol */
export class CentrifugoProtocol implements Protocol {
	readonly #clientId: string;
	readonly #wire: Wire;
	readonly #settings: RealtimeSettings;
	readonly #tokens: ConnectionTokens;
	readonly #documents: DocumentBatch;
	#heartbeat: Heartbeat | null = null;
	#expiry: NodeJS.Timeout | null = null;
	#isOver = false;

	public constructor(clientId: string, wire: Wire, settings: RealtimeSettings, tokens: ConnectionTokens) {
		this.#clientId = clientId;
		this.#wire = wire;
		this.#settings = settings;
		this.#tokens = tokens;
		this.#documents = new DocumentBatch(
			() => settings.documentsPerFrame,
			(frame) => wire.send(frame)
		);
	}

	/** Does nothing, because the client speaks first. */
	public open(): void {}

	public receive(message: string): void {
		this.#heartbeat?.heard();
		const commands = parseCommands(message);
		if (commands === null) {
			this.close(...Closes.badRequest);
			return;
		}
		for (const command of commands) {
			if (this.#isOver) return;
			this.#handle(command);
		}
	}

	public push(event: SerialisedEvent): void {
		this.#documents.add(event.centrifugo);
	}

	public ping(): void {
		this.#heartbeat?.ping();
	}

	public close(code: number, reason: string): void {
		this.#documents.flush();
		this.#wire.close(code, reason);
	}

	public end(): void {
		this.#isOver = true;
		this.#heartbeat?.stop();
		if (this.#expiry !== null) clearTimeout(this.#expiry);
	}

	#handle(command: Command): void {
		const { id, connect, refresh, subscribe, unsubscribe } = command;
		if (isPong(command)) return;
		const isConnected = this.#heartbeat !== null;
		const isInOrder = isConnected === (connect === undefined);
		if (id === undefined || !isInOrder) this.close(...Closes.badRequest);
		else if (connect !== undefined) this.#connect(id, connect.token);
		else if (refresh !== undefined) this.#refresh(id, refresh.token);
		else if (subscribe !== undefined) this.#subscribe(id, subscribe.channel);
		else if (unsubscribe !== undefined) {
			this.#wire.unsubscribe(unsubscribe.channel);
			this.#reply(id, { unsubscribe: {} });
		} else this.#reply(id, { error: Errors.methodNotFound });
	}

	#connect(id: number, token: string): void {
		const life = this.#checkToken(id, token);
		if (life === null) return;
		const { centrifugoPingSeconds: pingSeconds, pongTimeoutSeconds } = this.#settings;
		this.#heartbeat = new Heartbeat(
			{ pingSeconds, pongTimeoutSeconds },
			() => this.#wire.send(Ping),
			() => this.close(...Closes.noPong)
		);
		this.#reply(id, { connect: { ...life, ping: pingSeconds, pong: true } });
	}

	#refresh(id: number, token: string): void {
		const life = this.#checkToken(id, token);
		if (life !== null) this.#reply(id, { refresh: life });
	}

	/** Reply to a valid token; `null` when the client has its answer already. */
	#checkToken(id: number, token: string): object | null {
		const secondsLeft = this.#tokens.secondsLeft(token);
		if (secondsLeft === null) {
			this.close(...Closes.invalidToken);
			return null;
		}
		if (secondsLeft <= 0) {
			this.#reply(id, { error: Errors.tokenExpired });
			return null;
		}
		if (this.#expiry !== null) clearTimeout(this.#expiry);
		this.#expiry = setTimeout(() => this.close(...Closes.expired), secondsLeft * 1000).unref();
		return { client: this.#clientId, version: Version, expires: true, ttl: Math.ceil(secondsLeft) };
	}

	/** Channels that do not exist are accepted and stay quiet, as with Pusher. What Kick does is not known. */
	#subscribe(id: number, channel: string): void {
		const isNew = this.#wire.subscribe(channel);
		this.#reply(id, isNew ? { subscribe: {} } : { error: Errors.alreadySubscribed });
	}

	#reply(id: number, content: object): void {
		this.#documents.add(Buffer.from(JSON.stringify({ id, ...content })));
	}
}
