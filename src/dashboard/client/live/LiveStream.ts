import { applyPatch, type Patch } from './applyPatch.js';

/** The server sends a heartbeat every 10 seconds. */
const SilenceMs = 25_000;
const FirstRetryMs = 1_000;
const MaxRetryMs = 30_000;

const Texts = {
	live: 'Live updates are on.',
	back: 'Live updates are on again.',
	cut: 'Connection lost. Reconnecting…',
	elsewhere: 'Live updates moved to your newer tabs. Reload the page to get them here.',
	access: 'You no longer have access to this page. Reload it to see why.'
};

/** Updates a visible page and shows the state of the connection in words. */
export class LiveStream {
	readonly #status: HTMLElement;
	readonly #url: URL;
	#source: EventSource | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failures = 0;
	#isOver = false;

	public constructor(status: HTMLElement) {
		this.#status = status;
		this.#url = new URL(status.dataset.stream ?? '', location.href);
	}

	public start(): void {
		// Browsers allow few connections per server, so hidden tabs close theirs and catch up later.
		document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()));
		// Without this, the page would show a lost connection while the browser leaves it.
		addEventListener('pagehide', () => this.#end());
		if (!document.hidden) this.#open();
	}

	#open(): void {
		if (this.#source || this.#isOver) return;
		clearTimeout(this.#timer);
		const source = new EventSource(this.#url);
		this.#source = source;
		this.#expectBeat();
		source.addEventListener('open', () => {
			this.#show('live', this.#failures > 0 ? Texts.back : Texts.live);
			this.#failures = 0;
		});
		source.addEventListener('error', () => this.#retry());
		source.addEventListener('beat', () => this.#expectBeat());
		source.addEventListener('patch', ({ data, lastEventId }) => {
			this.#expectBeat();
			this.#url.searchParams.set('seen', lastEventId);
			for (const patch of JSON.parse(data) as Patch[]) applyPatch(patch);
		});
		source.addEventListener('end', ({ data }) => {
			this.#end();
			this.#show('over', Texts[JSON.parse(data) as 'elsewhere' | 'access']);
		});
	}

	#expectBeat(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#retry(), SilenceMs);
	}

	#retry(): void {
		if (this.#isOver) return;
		this.#close();
		this.#show('cut', Texts.cut);
		this.#timer = setTimeout(() => this.#open(), Math.min(FirstRetryMs * 2 ** this.#failures++, MaxRetryMs));
	}

	#close(): void {
		clearTimeout(this.#timer);
		this.#source?.close();
		this.#source = null;
	}

	#end(): void {
		this.#isOver = true;
		this.#close();
	}

	/** Changes the text only if it differs, so that screen readers do not repeat it at each retry. */
	#show(state: string, text: string): void {
		this.#status.dataset.state = state;
		if (this.#status.textContent !== text) this.#status.textContent = text;
	}
}
