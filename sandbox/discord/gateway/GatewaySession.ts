import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { shardOf } from '../world/Snowflakes.js';
import type { OutgoingEvent } from './OutgoingEvent.js';

/** Events kept for a bot that lost its connection; one that missed more has to identify again. */
const EventsKept = 1000;

interface SentEvent {
	sequence: number;
	frame: string;
}

/** A bot's session, which outlives its connection so that the bot can resume. */
export class GatewaySession {
	readonly #kept: SentEvent[] = [];
	#sequence = 0;
	#socket: WebSocket | null;

	public constructor(
		public readonly id: string,
		public readonly shard: number,
		public readonly shardCount: number,
		public readonly intents: number,
		socket: WebSocket
	) {
		this.#socket = socket;
	}

	public get sequence(): number {
		return this.#sequence;
	}

	public get isConnected(): boolean {
		return this.#socket !== null;
	}

	public has(intent: GatewayIntentBits): boolean {
		return (this.intents & intent) !== 0;
	}

	public owns(guildId: string | null): boolean {
		return (guildId === null ? 0 : shardOf(guildId, this.shardCount)) === this.shard;
	}

	/** Sends an event if this session is entitled to it. Without a connection it is kept for a resume. */
	public offer({ event, data, dataWithoutContent, guildId, intent }: OutgoingEvent): void {
		if (!this.owns(guildId) || (intent !== 0 && !this.has(intent))) return;

		const isBlanked = dataWithoutContent !== undefined && !this.has(GatewayIntentBits.MessageContent);
		this.send(event, isBlanked ? dataWithoutContent : data);
	}

	public send(event: string, data: unknown): void {
		this.#sequence += 1;
		const frame = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: this.#sequence, d: data });
		this.#kept.push({ sequence: this.#sequence, frame });
		if (this.#kept.length > EventsKept) this.#kept.shift();
		this.#socket?.send(frame);
	}

	/** Whether everything after this sequence number is still kept. */
	public canResumeFrom(sequence: number): boolean {
		return (this.#kept[0]?.sequence ?? 1) <= sequence + 1;
	}

	public resume(socket: WebSocket, sequence: number): void {
		this.#socket = socket;
		for (const event of this.#kept) {
			if (event.sequence > sequence) socket.send(event.frame);
		}
	}

	public disconnect(socket: WebSocket): void {
		if (this.#socket === socket) this.#socket = null;
	}
}
