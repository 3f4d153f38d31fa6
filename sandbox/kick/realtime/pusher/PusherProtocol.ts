import { z } from 'zod';
import { parseJson } from '../../../http/parseJson.js';
import { Heartbeat } from '../connections/Heartbeat.js';
import type { Protocol, Wire } from '../connections/Protocol.js';
import type { SerialisedEvent } from '../events/SerialisedEvent.js';
import type { RealtimeSettings } from '../RealtimeSettings.js';
import * as frames from './pusherFrames.js';

/** Pusher keeps the connection open after errors with codes 43xx. */
const ClientEventRefused = 4301;
const PongMissing = 4201;

const Frame = z.object({ event: z.string(), data: z.unknown() });
const ChannelData = z.object({ channel: z.string().regex(/^[\w\-=@,.;]{1,164}$/) });

/** Pusher's protocol 7 on one connection. */
export class PusherProtocol implements Protocol {
	readonly #socketId: string;
	readonly #wire: Wire;
	readonly #settings: RealtimeSettings;
	#heartbeat: Heartbeat | null = null;

	public constructor(socketId: string, wire: Wire, settings: RealtimeSettings) {
		this.#socketId = socketId;
		this.#wire = wire;
		this.#settings = settings;
	}

	public open(): void {
		const { activityTimeoutSeconds, pusherPingSeconds, pongTimeoutSeconds } = this.#settings;
		this.#wire.send(frames.hello(this.#socketId, activityTimeoutSeconds));
		this.#heartbeat = new Heartbeat(
			{ pingSeconds: pusherPingSeconds, pongTimeoutSeconds },
			() => this.#wire.send(frames.ping),
			() => this.close(PongMissing, 'Pong reply not received')
		);
	}

	public receive(message: string): void {
		this.#heartbeat?.heard();
		const frame = Frame.safeParse(parseJson(message));
		if (frame.success) this.#handle(frame.data.event, frame.data.data);
		else this.#complain('A frame is a JSON object with an event');
	}

	public push(event: SerialisedEvent): void {
		this.#wire.send(event.pusher);
	}

	public ping(): void {
		this.#heartbeat?.ping();
	}

	/** Sends the reason before it closes, as Pusher does. */
	public close(code: number, reason: string): void {
		this.#wire.send(frames.error(code, reason));
		this.#wire.close(code, reason);
	}

	public end(): void {
		this.#heartbeat?.stop();
	}

	#handle(event: string, data: unknown): void {
		switch (event) {
			case 'pusher:ping':
				this.#wire.send(frames.pong);
				return;
			case 'pusher:pong':
				return;
			case 'pusher:subscribe':
				this.#withChannel(data, (channel) => this.#subscribe(channel));
				return;
			case 'pusher:unsubscribe':
				this.#withChannel(data, (channel) => this.#wire.unsubscribe(channel));
				return;
			default:
				if (event.startsWith('client-')) {
					const reason = 'Client events are for private and presence channels only';
					this.#wire.send(frames.error(ClientEventRefused, reason));
				} else this.#complain(`Unknown event ${event.slice(0, 100)}`);
		}
	}

	/** Accepts channels that do not exist, which are public and stay quiet. */
	#subscribe(channel: string): void {
		if (/^(private|presence)-/.test(channel)) this.#wire.send(frames.subscriptionError(channel));
		else if (this.#wire.subscribe(channel)) this.#wire.send(frames.subscriptionSucceeded(channel));
		else this.#complain(`Existing subscription to channel ${channel}`);
	}

	#withChannel(data: unknown, act: (channel: string) => void): void {
		const parsed = ChannelData.safeParse(data);
		if (parsed.success) act(parsed.data.channel);
		else this.#complain('A channel has a name of 1 to 164 letters, digits and _ - = @ , . ;');
	}

	#complain(message: string): void {
		this.#wire.send(frames.error(null, message));
	}
}
