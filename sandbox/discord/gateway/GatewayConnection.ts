import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { parseJson } from '../../http/parseJson.js';
import type { GatewaySession } from './GatewaySession.js';

/** Discord's usual interval, in milliseconds. */
const HeartbeatIntervalMs = 41_250;

const frame = z.looseObject({ op: z.number().int(), d: z.unknown() });
const identify = z.looseObject({
	token: z.string(),
	intents: z.number().int(),
	shard: z.tuple([z.number().int().min(0), z.number().int().min(1)]).default([0, 1])
});
const resume = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number().int() });
const memberRequest = z.looseObject({
	guild_id: z.string(),
	user_ids: z.union([z.string(), z.array(z.string())]).optional(),
	query: z.string().optional(),
	limit: z.number().int().optional(),
	nonce: z.string().optional()
});

export type Identify = z.infer<typeof identify>;
export type Resume = z.infer<typeof resume>;
export type MemberRequest = z.infer<typeof memberRequest>;

/** Operations of the gateway that a connection calls. A refused identify or resume returns the close code. */
export interface ConnectionHost {
	identify(request: Identify, socket: WebSocket): GatewaySession | GatewayCloseCodes;
	/** Returns `null` when the session is gone; the bot then has to identify again. */
	resume(request: Resume, socket: WebSocket): GatewaySession | GatewayCloseCodes | null;
	requestMembers(request: MemberRequest, session: GatewaySession): void;
	disconnected(session: GatewaySession, socket: WebSocket, code: number): void;
}

/** One WebSocket of a bot. */
export class GatewayConnection {
	readonly #socket: WebSocket;
	readonly #host: ConnectionHost;
	#session: GatewaySession | null = null;

	public constructor(socket: WebSocket, host: ConnectionHost) {
		this.#socket = socket;
		this.#host = host;
		socket.on('message', (data) => this.#receive(data));
		socket.on('close', (code) => {
			if (this.#session !== null) host.disconnected(this.#session, socket, code);
		});
		// Without a listener a broken frame would end the process; ws closes the socket by itself.
		socket.on('error', () => socket.terminate());
		this.#send(GatewayOpcodes.Hello, { heartbeat_interval: HeartbeatIntervalMs, _trace: [] });
	}

	#receive(data: RawData): void {
		const parsed = frame.safeParse(parseJson(data.toString()));
		const code = parsed.success ? this.#handle(parsed.data.op, parsed.data.d) : GatewayCloseCodes.DecodeError;
		if (code !== null) this.#socket.close(code);
	}

	/** Returns the code to close with when the bot made a mistake. */
	#handle(op: GatewayOpcodes, data: unknown): GatewayCloseCodes | null {
		switch (op) {
			case GatewayOpcodes.Heartbeat:
				this.#send(GatewayOpcodes.HeartbeatAck);
				return null;
			case GatewayOpcodes.Identify:
				return this.#identify(data);
			case GatewayOpcodes.Resume:
				return this.#resume(data);
			case GatewayOpcodes.RequestGuildMembers:
				return this.#requestMembers(data);
			case GatewayOpcodes.PresenceUpdate:
			case GatewayOpcodes.VoiceStateUpdate:
				return this.#session === null ? GatewayCloseCodes.NotAuthenticated : null;
			default:
				return GatewayCloseCodes.UnknownOpcode;
		}
	}

	#identify(data: unknown): GatewayCloseCodes | null {
		if (this.#session !== null) return GatewayCloseCodes.AlreadyAuthenticated;

		const request = identify.safeParse(data);
		if (!request.success) return GatewayCloseCodes.DecodeError;
		return this.#accept(this.#host.identify(request.data, this.#socket));
	}

	#resume(data: unknown): GatewayCloseCodes | null {
		const request = resume.safeParse(data);
		if (!request.success) return GatewayCloseCodes.DecodeError;

		const session = this.#host.resume(request.data, this.#socket);
		if (session !== null) return this.#accept(session);

		this.#send(GatewayOpcodes.InvalidSession, false);
		return null;
	}

	#accept(session: GatewaySession | GatewayCloseCodes): GatewayCloseCodes | null {
		if (typeof session === 'number') return session;

		this.#session = session;
		return null;
	}

	#requestMembers(data: unknown): GatewayCloseCodes | null {
		if (this.#session === null) return GatewayCloseCodes.NotAuthenticated;

		const request = memberRequest.safeParse(data);
		if (!request.success) return GatewayCloseCodes.DecodeError;

		this.#host.requestMembers(request.data, this.#session);
		return null;
	}

	#send(op: GatewayOpcodes, d: unknown = null): void {
		this.#socket.send(JSON.stringify({ op, d, s: null, t: null }));
	}
}
