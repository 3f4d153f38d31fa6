import { parseJson } from '../../../parseJson.js';
import { oneLine } from '../../oneLine.js';
import { chatroomIdOf } from '../channelName.js';
import type { KeepAliveTerms } from '../KeepAlive.js';
import type { ClosureKind, Signal } from '../Protocol.js';
import type * as schemas from './schemas.js';

/** What a reply is the reply to. */
export type Command = { name: 'connect' | 'refresh' } | { name: 'subscribe'; chatroomId: number };

/** Its answer counts as a sign of life only, so its number need not be unique. */
const Ping = '{"ping":{},"id":4294967295}';

const AlreadySubscribed = 105;
const TokenExpired = 109;

/** What a server's ping may take beyond the time that it announced. */
const PingGraceMs = 10_000;
const MaxSilenceMs = 120_000;
/** Leaves time for a second try where the first answer does not come. */
const RenewBeforeMs = 30_000;
const MaxRenewalMs = 24 * 60 * 60_000;
const ShortestRenewalMs = 1_000;

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
	// The next connection begins with a new token.
	const failed = (kind: ClosureKind): Signal => ({
		type: 'failed',
		closure: { kind, problem: `Kick's server says: ${reason}` }
	});
	if (code === TokenExpired) return failed('again');
	if (command.name !== 'subscribe') return failed('lost');
	const { chatroomId } = command;
	return code === AlreadySubscribed ? { type: 'subscribed', chatroomId } : { type: 'refused', chatroomId, reason };
}

export function readPush({ channel, pub, unsubscribe, disconnect }: schemas.Push): Signal[] {
	if (disconnect) {
		const problem = `Kick's server says: ${oneLine(disconnect.reason) || 'goodbye'} (code ${disconnect.code})`;
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

/** Usually the server asks, and says how often. One that does not is asked by us. */
function keepAliveOf(pingSeconds: number): KeepAliveTerms {
	if (pingSeconds === 0) return { silenceMs: MaxSilenceMs, probe: Ping, graceMs: PingGraceMs };
	return { silenceMs: Math.min(pingSeconds * 1000, MaxSilenceMs), probe: null, graceMs: PingGraceMs };
}

function renewInMs({ expires, ttl }: schemas.Lifetime): number | null {
	if (!expires || ttl === 0) return null;
	const ttlMs = ttl * 1000;
	const inMs = Math.max(ttlMs - RenewBeforeMs, ttlMs / 2);
	return Math.max(ShortestRenewalMs, Math.min(inMs, MaxRenewalMs));
}

/** Centrifugo's own final codes, and those that a server's owner may add. */
export function closureKindOf(code: number): ClosureKind {
	return (code >= 3500 && code <= 3999) || (code >= 4500 && code <= 4999) ? 'refused' : 'lost';
}
