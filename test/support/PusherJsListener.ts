import { createRequire } from 'node:module';
import type PusherModule from 'pusher-js';
import { WaitableList } from '../../sandbox/Waiters.js';

// The package's types promise `exports.default`, and what it has is `module.exports`.
const Pusher: typeof PusherModule.default = createRequire(import.meta.url)('pusher-js');

const LimitMs = 5000;

/** What the official client handed to its listeners. */
export interface HeardEvent {
	channel: string;
	event: string;
	/** Parsed, as pusher-js gives it. */
	data: unknown;
}

export interface PusherJsOptions {
	/** Milliseconds of silence after which pusher-js pings; the server's word counts where it is less. */
	activityTimeout?: number;
	pongTimeout?: number;
}

/** Pusher's own JavaScript client at a Pusher server: what it hears is what the protocol says. */
export class PusherJsListener {
	/** From all channels, in the order in which they came. */
	public readonly heard = new WaitableList<HeardEvent>(({ channel, event }) => `${event} in ${channel}`);
	/** Every state of the connection, oldest first; the last one is now. */
	public readonly states = new WaitableList<string>((state) => state);
	/** Codes of `pusher:error` and of closed connections. */
	public readonly errors = new WaitableList<number>(String);
	readonly #pusher: PusherModule.default;

	/** @param pusherUrl up to the key, as `KICK_PUSHER_URL` has it. */
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
		subscription.bind_global((event: string, data: unknown) => this.heard.add({ channel, event, data }));
		await this.waitFor((heard) => heard.channel === channel && heard.event === 'pusher:subscription_succeeded');
	}

	/** Without the events of the protocol itself. */
	public get events(): readonly HeardEvent[] {
		return this.heard.items.filter(({ event }) => !event.startsWith('pusher:'));
	}

	/** @throws After 5 s. */
	public waitFor(matches: (event: HeardEvent) => boolean): Promise<HeardEvent> {
		return this.heard.waitFor(matches, 'such event', LimitMs);
	}

	/** Such as `connected`, `unavailable`, `failed`, `disconnected`. @throws After 5 s. */
	public async waitForState(state: string): Promise<void> {
		await this.states.waitFor((reached) => reached === state, `state ${state}`, LimitMs);
	}

	public stop(): void {
		this.#pusher.disconnect();
	}
}

/** Errors of closed connections are wrapped once more than those that the server told. */
function codeOf(error: unknown): number | null {
	if (typeof error !== 'object' || error === null) return null;
	if ('data' in error) return codeOf(error.data);
	if ('error' in error) return codeOf(error.error);
	return 'code' in error && typeof error.code === 'number' ? error.code : null;
}
