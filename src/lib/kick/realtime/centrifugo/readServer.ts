import { oneLine } from '../../../log/oneLine.js';
import { parseJson } from '../../../parseJson.js';
import { chatroomIdOf } from '../channelName.js';
import type { KeepAliveTerms } from '../KeepAlive.js';
import type { ClosureKind, Signal } from '../Protocol.js';
import type * as schemas from './schemas.js';

/** Command that a reply belongs to. */
export type Command = { name: 'connect' | 'refresh' } | { name: 'subscribe'; chatroomId: number };

/** Ping command. Its reply is only a sign of life, so its id need not be unique. */
const Ping = '{"ping":{},"id":4294967295}';

const AlreadySubscribed = 105;
const TokenExpired = 109;

/** Tolerance for a server's ping after the announced time. */
const PingGraceMs = 10_000;
const MaxSilenceMs = 120_000;
/** Time before expiry at which a token is renewed, which leaves time for a second attempt. */
const RenewBeforeMs = 30_000;
const MaxRenewalMs = 24 * 60 * 60_000;
const MinRenewalMs = 1_000;

export function readReply(command: Command, reply: schemas.Reply): Signal[] {
	if (reply.error) return [refused(command, reply.error)];
	switch (command.name) {
		case 'connect':
			return reply.connect ? [opened(reply.connect)] : [];
		case 'refresh':
			return reply.refresh ? [{ type: 'renewed', renewInMs: renewInMs(reply.refresh) }] : [];
		case 'subscribe':
			return [{ type: 'subscribed', chatroomId: command.chatroomId }];
	}
}

function refused(command: Command, { code, message }: { code: number; message: string }): Signal {
	const reason = `${oneLine(message) || 'an error'} (code ${code})`;
	const failed = (kind: ClosureKind): Signal => ({
		type: 'failed',
		closure: { kind, problem: `Kick's server reports: ${reason}` }
	});
	// The next connection starts with a new token.
	if (code === TokenExpired) return failed('again');
	if (command.name !== 'subscribe') return failed('lost');
	const { chatroomId } = command;
	return code === AlreadySubscribed ? { type: 'subscribed', chatroomId } : { type: 'refused', chatroomId, reason };
}

export function readPush({ channel, pub, unsubscribe, disconnect }: schemas.Push): Signal[] {
	if (disconnect) {
		const problem = `Kick's server reports: ${oneLine(disconnect.reason) || 'disconnect'} (code ${disconnect.code})`;
		return [{ type: 'failed', closure: { kind: closureKindOf(disconnect.code), problem } }];
	}
	const chatroomId = chatroomIdOf(channel);
	if (chatroomId === null) return [];
	if (unsubscribe) {
		return [{ type: 'refused', chatroomId, reason: `${oneLine(unsubscribe.reason)} (code ${unsubscribe.code})` }];
	}
	if (!pub) return [];
	const data = typeof pub.data.data === 'string' ? parseJson(pub.data.data) : pub.data.data;
	return data === undefined ? [] : [{ type: 'frame', frame: { chatroomId, event: pub.data.event, data } }];
}

function opened(connect: schemas.Lifetime & { ping: number }): Signal {
	return { type: 'opened', keepAlive: keepAliveOf(connect.ping), renewInMs: renewInMs(connect) };
}

/** Returns the keep-alive terms. Usually the server sends pings. If it announces none, the client sends them. */
function keepAliveOf(pingSeconds: number): KeepAliveTerms {
	if (pingSeconds === 0) return { silenceMs: MaxSilenceMs, probe: Ping, graceMs: PingGraceMs };
	return { silenceMs: Math.min(pingSeconds * 1000, MaxSilenceMs), probe: null, graceMs: PingGraceMs };
}

function renewInMs({ expires, ttl }: schemas.Lifetime): number | null {
	if (!expires || ttl === 0) return null;
	const ttlMs = ttl * 1000;
	const inMs = Math.max(ttlMs - RenewBeforeMs, ttlMs / 2);
	return Math.max(MinRenewalMs, Math.min(inMs, MaxRenewalMs));
}

/** Returns the kind of a close code: Centrifugo's own final codes and the range for custom ones mean `refused`. */
export function closureKindOf(code: number): ClosureKind {
	return (code >= 3500 && code <= 3999) || (code >= 4500 && code <= 4999) ? 'refused' : 'lost';
}
