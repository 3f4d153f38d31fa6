import { oneLine } from '../../../log/oneLine.js';
import { channelOf, chatroomIdOf } from '../channelName.js';
import type { ClosureKind, Protocol, Signal } from '../Protocol.js';
import * as schemas from './schemas.js';

const Ping = '{"event":"pusher:ping","data":{}}';
const Pong = '{"event":"pusher:pong","data":{}}';

const MaxSilenceMs = 120_000;
/** Minimum interval, so that a server can ask for more pings than every 120 seconds, but not for a flood. */
const MinSilenceMs = 1_000;
const PongLimitMs = 30_000;

/** Pusher's protocol. @see https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/ */
export class PusherProtocol implements Protocol {
	public greeting(): string[] {
		return [];
	}

	public subscribe(chatroomIds: readonly number[]): string[] {
		return chatroomIds.map((id) =>
			JSON.stringify({ event: 'pusher:subscribe', data: { auth: '', channel: channelOf(id) } })
		);
	}

	public unsubscribe(chatroomId: number): string[] {
		return [JSON.stringify({ event: 'pusher:unsubscribe', data: { channel: channelOf(chatroomId) } })];
	}

	public receive(text: string): Signal[] {
		const message = schemas.readMessage(text);
		if (!message) return [];
		const { event, channel, data } = message;
		switch (event) {
			case 'pusher:connection_established':
				return [opened(data)];
			case 'pusher:ping':
				return [{ type: 'answer', text: Pong }];
			case 'pusher:error':
				return complained(data);
		}
		const chatroomId = channel === undefined ? null : chatroomIdOf(channel);
		if (chatroomId === null) return [];
		switch (event) {
			case 'pusher_internal:subscription_succeeded':
				return [{ type: 'subscribed', chatroomId }];
			case 'pusher:subscription_error':
				return [{ type: 'refused', chatroomId, reason: reasonOf(data) }];
		}
		if (/^pusher(_internal)?:/.test(event) || data === undefined) return [];
		return [{ type: 'frame', frame: { chatroomId, event, data } }];
	}

	public closureKindOf(code: number): ClosureKind {
		return closureKindOf(code);
	}
}

function closureKindOf(code: number): ClosureKind {
	if (code >= 4000 && code <= 4099) return 'refused';
	if (code >= 4100 && code <= 4199) return 'overloaded';
	if (code >= 4200 && code <= 4299) return 'again';
	return 'lost';
}

function opened(data: unknown): Signal {
	const hello = schemas.hello.safeParse(data);
	const announcedMs = hello.success ? hello.data.activity_timeout * 1000 : MaxSilenceMs;
	const silenceMs = Math.max(MinSilenceMs, Math.min(announcedMs, MaxSilenceMs));
	return { type: 'opened', keepAlive: { silenceMs, probe: Ping, graceMs: PongLimitMs }, renewInMs: null };
}

/** Handles an error. Pusher closes the connection after codes 4000 to 4299, so these end it here too. */
function complained(data: unknown): Signal[] {
	const parsed = schemas.complaint.safeParse(data);
	if (!parsed.success) return [];
	const { code, message } = parsed.data;
	const problem = `Kick's server reports: ${oneLine(message) || 'an error'}${code ? ` (code ${code})` : ''}`;
	if (!code || code < 4000 || code > 4299) return [{ type: 'complaint', problem }];
	return [{ type: 'failed', closure: { kind: closureKindOf(code), problem } }];
}

function reasonOf(data: unknown): string {
	const parsed = schemas.refusal.safeParse(data);
	const { type, error, status } = parsed.success ? parsed.data : {};
	return oneLine(error ?? type ?? '') || (status ? `status ${status}` : 'no reason given');
}
