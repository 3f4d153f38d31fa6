import type { Clock } from '../../time/Clock.js';
import type { ChatroomStatus } from './types.js';

/** Sender of subscriptions on the current connection. */
export interface SubscriptionLink {
	subscribe(chatroomIds: readonly number[]): void;
	unsubscribe(chatroomId: number): void;
}

interface Subscription {
	/** `due`: to be requested at `dueAt`. `asked`: requested, times out at `dueAt`. */
	state: 'due' | 'asked' | 'subscribed';
	dueAt: number;
	/** Failed attempts on the current connection. */
	attempts: number;
	subscribedAt: number | null;
	lastEventAt: number | null;
}

// Subscriptions are sent in batches, because a server gets all its clients back at once after an outage.
const BatchSize = 10;
const BatchPauseMs = 200;

const AnswerLimitMs = 10_000;
const FirstPauseMs = 10_000;
const FirstRefusalPauseMs = 30_000;
const MaxPauseMs = 5 * 60_000;

/** Subscriptions of one connection. Requests each chatroom until the server confirms it, also after reconnects. */
export class Subscriptions {
	readonly #clock: Clock;
	readonly #random: () => number;
	readonly #chatrooms = new Map<number, Subscription>();
	#link: SubscriptionLink | null = null;
	#cancelWake: (() => void) | null = null;
	#batch = { startedAt: Number.NEGATIVE_INFINITY, sent: 0 };

	public constructor({ clock, random }: { clock: Clock; random: () => number }) {
		this.#clock = clock;
		this.#random = random;
	}

	public get size(): number {
		return this.#chatrooms.size;
	}

	public get subscribed(): number {
		let count = 0;
		for (const { state } of this.#chatrooms.values()) if (state === 'subscribed') count++;
		return count;
	}

	public status(chatroomId: number): ChatroomStatus | null {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom) return null;
		const { state, subscribedAt, lastEventAt } = chatroom;
		return { subscribed: state === 'subscribed', subscribedAt: dateOf(subscribedAt), lastEventAt: dateOf(lastEventAt) };
	}

	public join(chatroomId: number): void {
		if (this.#chatrooms.has(chatroomId)) return;
		this.#chatrooms.set(chatroomId, this.#fresh());
		this.#work();
	}

	public leave(chatroomId: number): void {
		const chatroom = this.#chatrooms.get(chatroomId);
		this.#chatrooms.delete(chatroomId);
		if (chatroom && wasAskedFor(chatroom)) this.#link?.unsubscribe(chatroomId);
	}

	public connected(link: SubscriptionLink): void {
		this.#link = link;
		this.#work();
	}

	public disconnected(): void {
		this.#link = null;
		this.#cancelWake?.();
		this.#cancelWake = null;
		for (const [id, { lastEventAt }] of this.#chatrooms) this.#chatrooms.set(id, { ...this.#fresh(), lastEventAt });
	}

	public confirmed(chatroomId: number): void {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom || !wasAskedFor(chatroom) || chatroom.state === 'subscribed') return;
		chatroom.state = 'subscribed';
		chatroom.attempts = 0;
		chatroom.subscribedAt = Date.now();
	}

	/** Handles a refusal. Returns the delay before the next attempt, or `null` for a chatroom that was not requested. */
	public refused(chatroomId: number): number | null {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom || chatroom.state === 'due') return null;
		const pauseMs = this.#postpone(chatroom, FirstRefusalPauseMs * 2 ** chatroom.attempts);
		this.#work();
		return pauseMs;
	}

	/** Records an event, which also confirms the subscription. Returns whether the chatroom was requested. */
	public event(chatroomId: number): boolean {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom || !wasAskedFor(chatroom)) return false;
		this.confirmed(chatroomId);
		chatroom.lastEventAt = Date.now();
		return true;
	}

	#fresh(): Subscription {
		return { state: 'due', dueAt: this.#clock.now(), attempts: 0, subscribedAt: null, lastEventAt: null };
	}

	/** Requests due subscriptions, postpones unanswered ones, and schedules the next run. */
	#work(): void {
		this.#cancelWake?.();
		this.#cancelWake = null;
		if (!this.#link) return;

		const now = this.#clock.now();
		if (now - this.#batch.startedAt >= BatchPauseMs) this.#batch = { startedAt: now, sent: 0 };
		const asking: number[] = [];
		let wakeAt = Number.POSITIVE_INFINITY;
		for (const [id, chatroom] of this.#chatrooms) {
			if (chatroom.state === 'subscribed') continue;
			if (chatroom.state === 'asked' && chatroom.dueAt <= now) this.#giveUp(chatroom);
			if (chatroom.state === 'due' && chatroom.dueAt <= now && this.#batch.sent < BatchSize) {
				chatroom.state = 'asked';
				chatroom.dueAt = now + AnswerLimitMs;
				asking.push(id);
				this.#batch.sent++;
			}
			wakeAt = Math.min(wakeAt, Math.max(chatroom.dueAt, this.#batch.startedAt + BatchPauseMs));
		}
		if (wakeAt < Number.POSITIVE_INFINITY) this.#cancelWake = this.#clock.after(wakeAt - now, () => this.#work());
		if (asking.length > 0) this.#link.subscribe(asking);
	}

	/** Schedules the next attempt. The first retry follows at once, because the request may have been lost. */
	#giveUp(chatroom: Subscription): void {
		this.#postpone(chatroom, chatroom.attempts === 0 ? 0 : FirstPauseMs * 2 ** (chatroom.attempts - 1));
	}

	#postpone(chatroom: Subscription, delayMs: number): number {
		const pauseMs = Math.min(delayMs, MaxPauseMs) * (1 - this.#random() / 2);
		chatroom.state = 'due';
		chatroom.dueAt = this.#clock.now() + pauseMs;
		chatroom.attempts++;
		chatroom.subscribedAt = null;
		return pauseMs;
	}
}

/** Whether a chatroom was requested on the current connection. The server may have accepted it without an answer. */
function wasAskedFor({ state, attempts }: Subscription): boolean {
	return state !== 'due' || attempts > 0;
}

function dateOf(milliseconds: number | null): Date | null {
	return milliseconds === null ? null : new Date(milliseconds);
}
