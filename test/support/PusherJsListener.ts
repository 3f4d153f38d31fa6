import { createRequire } from 'node:module';
import type PusherModule from 'pusher-js';
import { WaitableList } from '../../sandbox/Waiters.js';

// The package's types promise `exports.default`, but it has `module.exports`.
const Pusher: typeof PusherModule.default = createRequire(import.meta.url)('pusher-js');

const LimitMs = 5000;

/** An event that the official client passed to its listeners. */
export interface HeardEvent {
	channel: string;
	event: string;
	/** Data parsed by pusher-js. */
	data: unknown;
}

export interface PusherJsOptions {
	/** Milliseconds of silence after which pusher-js pings, unless the server asks for less. */
	activityTimeout?: number;
	pongTimeout?: number;
}

/** Pusher's own JavaScript client at a Pusher server: a reference for the protocol. */
export class PusherJsListener {
	/** Events of all channels, in the order in which they arrived. */
	public readonly received = new WaitableList<HeardEvent>(({ channel, event }) => `${event} in ${channel}`);
	/** Every state of the connection, oldest first; the last one is the current one. */
	public readonly states = new WaitableList<string>((state) => state);
	/** Codes of `pusher:error` and of closed connections. */
	public readonly errors = new WaitableList<number>(String);
	readonly #pusher: PusherModule.default;

	/** @param pusherUrl URL up to the key, as in `KICK_PUSHER_URL`. */
	public constructor(pusherUrl: string, options: PusherJsOptions = {}) {
		const { hostname, port, pathname } = new URL(pusherUrl);
		this.#pusher = new Pusher(pathname.slice('/app/'.length), {
			cluster: 'us2',
			wsHost: hostname,
			wsPort: Number(port),
			forceTLS: false,
			enabledTransports: ['ws'],
			...options
		});
		this.#pusher.connection.bind('state_change', ({ current }: { current: string }) => this.states.add(current));
		this.#pusher.connection.bind('error', (error: unknown) => {
			const code = codeOf(error);
			if (code !== null) this.errors.add(code);
		});
	}

	/** Resolves when the server has confirmed the subscription. @throws After 5 s. */
	public async listenTo(channel: string): Promise<void> {
		const subscription = this.#pusher.subscribe(channel);
		subscription.bind_global((event: string, data: unknown) => this.received.add({ channel, event, data }));
		await this.waitFor(
			(received) => received.channel === channel && received.event === 'pusher:subscription_succeeded'
		);
	}

	/** Returns the events without those of the protocol itself. */
	public get events(): readonly HeardEvent[] {
		return this.received.items.filter(({ event }) => !event.startsWith('pusher:'));
	}

	/** @throws After 5 s. */
	public waitFor(matches: (event: HeardEvent) => boolean): Promise<HeardEvent> {
		return this.received.waitFor(matches, 'such event', LimitMs);
	}

	/** Waits for a state, such as `connected`, `unavailable`, `failed`, `disconnected`. @throws After 5 s. */
	public async waitForState(state: string): Promise<void> {
		await this.states.waitFor((reached) => reached === state, `state ${state}`, LimitMs);
	}

	public stop(): void {
		this.#pusher.disconnect();
	}
}

/** Errors of closed connections have one more wrapper than errors that the server sent. */
function codeOf(error: unknown): number | null {
	if (typeof error !== 'object' || error === null) return null;
	if ('data' in error) return codeOf(error.data);
	if ('error' in error) return codeOf(error.error);
	return 'code' in error && typeof error.code === 'number' ? error.code : null;
}
