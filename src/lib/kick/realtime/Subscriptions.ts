import type { Clock } from '../../time/Clock.js';
import type { ChatroomStatus } from './types.js';

/** How subscriptions reach the server while there is one. */
export interface SubscriptionLink {
	subscribe(chatroomIds: readonly number[]): void;
	unsubscribe(chatroomId: number): void;
}

interface Subscription {
	/** `due`: to be asked for at `dueAt`. `asked`: to be given up at `dueAt`. */
	state: 'due' | 'asked' | 'subscribed';
	dueAt: number;
	/** In vain, on the present connection. */
	tries: number;
	subscribedAt: number | null;
	lastEventAt: number | null;
}

// A server that comes back after an outage has to serve everybody at once.
const BatchSize = 10;
const BatchPauseMs = 200;

const AnswerLimitMs = 10_000;
const FirstPauseMs = 10_000;
const FirstRefusalPauseMs = 30_000;
const MaxPauseMs = 5 * 60_000;

/** The chatrooms of one connection: asks for each until the server confirms, over reconnects. */
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
		chatroom.tries = 0;
		chatroom.subscribedAt = Date.now();
	}

	/** @returns After how many milliseconds it is tried again; `null` for a chatroom that nobody asked for. */
	public refused(chatroomId: number): number | null {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom || chatroom.state === 'due') return null;
		const pauseMs = this.#postpone(chatroom, FirstRefusalPauseMs * 2 ** chatroom.tries);
		this.#work();
		return pauseMs;
	}

	/** @returns Whether it is of a chatroom of ours. An event is as good as a confirmation. */
	public event(chatroomId: number): boolean {
		const chatroom = this.#chatrooms.get(chatroomId);
		if (!chatroom || !wasAskedFor(chatroom)) return false;
		this.confirmed(chatroomId);
		chatroom.lastEventAt = Date.now();
		return true;
	}

	#fresh(): Subscription {
		return { state: 'due', dueAt: this.#clock.now(), tries: 0, subscribedAt: null, lastEventAt: null };
	}

	/** Asks for what is due, gives up what was not answered, and comes back when there is more to do. */
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

	/** The first time at once: the question may have been lost. */
	#giveUp(chatroom: Subscription): void {
		this.#postpone(chatroom, chatroom.tries === 0 ? 0 : FirstPauseMs * 2 ** (chatroom.tries - 1));
	}

	#postpone(chatroom: Subscription, delayMs: number): number {
		const pauseMs = Math.min(delayMs, MaxPauseMs) * (1 - this.#random() / 2);
		chatroom.state = 'due';
		chatroom.dueAt = this.#clock.now() + pauseMs;
		chatroom.tries++;
		chatroom.subscribedAt = null;
		return pauseMs;
	}
}

/** On the present connection. One that was refused or not answered may have been taken all the same. */
function wasAskedFor({ state, tries }: Subscription): boolean {
	return state !== 'due' || tries > 0;
}

function dateOf(milliseconds: number | null): Date | null {
	return milliseconds === null ? null : new Date(milliseconds);
}
