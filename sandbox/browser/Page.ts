import type { IncomingHttpHeaders } from 'node:http';
import { formsOf, linksOf, mainTextOf, textOf } from './html.js';

/** Response of one request that led to a page. */
export interface Hop {
	url: string;
	status: number;
	headers: IncomingHttpHeaders;
}

/** Request for the next page. */
export interface Navigation {
	url: URL;
	method: 'GET' | 'POST';
	/** Form body of a POST. */
	body: string | null;
	/** URL of the page with the link or form. `null` for a typed address. */
	from: URL | null;
	/** Referrer policy of that page. `null`: the browser's default. */
	referrerPolicy: string | null;
}

/** Page that the browser shows after all redirects. */
export class Page {
	/** All responses, from the first redirect to the page itself. */
	public readonly history: readonly Hop[];
	public readonly url: string;
	public readonly status: number;
	public readonly headers: IncomingHttpHeaders;
	public readonly html: string;
	readonly #navigate: (navigation: Navigation) => Promise<Page>;

	public constructor(history: Hop[], last: Hop, html: string, navigate: (navigation: Navigation) => Promise<Page>) {
		this.history = history;
		this.url = last.url;
		this.status = last.status;
		this.headers = last.headers;
		this.html = html;
		this.#navigate = navigate;
	}

	/** Text of the page. */
	public get text(): string {
		return textOf(this.html);
	}

	/** Text of the `<main>` element, or of the whole page if it has none. */
	public get mainText(): string {
		return mainTextOf(this.html);
	}

	/**
	 * Returns the absolute URL of the link with this text.
	 *
	 * @throws Error if the page has no such link.
	 */
	public link(text: string): string {
		const link = linksOf(this.html).find((one) => one.text === text);
		if (link === undefined) throw new Error(`No link '${text}' on ${this.url}: ${this.text}`);
		return new URL(link.href, this.url).href;
	}

	/** Follows the link with this text. */
	public click(text: string): Promise<Page> {
		return this.#navigate({ ...this.#leave(), url: new URL(this.link(text)), method: 'GET', body: null });
	}

	/**
	 * Presses the button with this text.
	 *
	 * @param fields Values to enter into the form first, by name.
	 * @throws Error if the page has no such button.
	 */
	public submit(buttonText: string, fields: Record<string, string> = {}): Promise<Page> {
		for (const form of formsOf(this.html)) {
			const button = form.buttons.find(({ text }) => text === buttonText);
			if (button === undefined) continue;

			const values = new URLSearchParams([...form.fields, ...(button.field ? [button.field] : [])]);
			for (const [name, value] of Object.entries(fields)) values.set(name, value);
			const url = new URL(form.action || this.url, this.url);
			const isPost = form.method === 'POST';
			if (!isPost) url.search = values.toString();
			return this.#navigate({
				...this.#leave(),
				url,
				method: form.method,
				body: isPost ? values.toString() : null
			});
		}
		throw new Error(`No button '${buttonText}' on ${this.url}: ${this.text}`);
	}

	/** Returns what the next request reveals of this page. */
	#leave(): Pick<Navigation, 'from' | 'referrerPolicy'> {
		const policy = this.headers['referrer-policy'];
		return { from: new URL(this.url), referrerPolicy: typeof policy === 'string' ? policy : null };
	}
}
