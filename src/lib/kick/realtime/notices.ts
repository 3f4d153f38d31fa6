import type { KickError } from '../errors.js';
import type { RealtimeProvider } from './types.js';

const Names: Record<RealtimeProvider, string> = { pusher: 'Pusher', centrifugo: 'Centrifugo' };

export const connected = (provider: RealtimeProvider, chatrooms: number) =>
	`Connected to Kick's live chat (${Names[provider]}). Joining ${count(chatrooms)}.`;

export const disconnected = (problem: string, delayMs: number) =>
	`The connection to Kick's live chat was lost: ${problem}. Next try in ${seconds(delayMs)}.`;

export const notConnected = (problem: string, delayMs: number) =>
	`No connection to Kick's live chat: ${problem}. Next try in ${seconds(delayMs)}.`;

export const chatroomRefused = (chatroomId: number, reason: string, delayMs: number) =>
	`Kick refuses chatroom ${chatroomId} on the live chat: ${reason}. Next try in ${seconds(delayMs)}.`;

export const noServer = ({ code, status, detail }: KickError) =>
	`Kick returned no server to connect to (${[code, status && `HTTP ${status}`, detail].filter(Boolean).join(', ')})`;

export const complained = (problem: string) => `Kick's live chat reports a problem: ${problem}.`;

export const frameFailed = (error: unknown) =>
	`Could not process a message of Kick's live chat. This is a bug. Please report it: ${String(error)}`;

function count(chatrooms: number): string {
	return chatrooms === 1 ? '1 chatroom' : `${chatrooms} chatrooms`;
}

function seconds(milliseconds: number): string {
	const rounded = Math.ceil(milliseconds / 1000);
	return rounded === 1 ? '1 second' : `${rounded} seconds`;
}
