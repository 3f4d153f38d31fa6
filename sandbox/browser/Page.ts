import type { IncomingHttpHeaders } from 'node:http';
import { formsOf, linksOf, textOf } from './html.js';

/** One answer on the way to a page. */
export interface Hop {
	url: string;
	status: number;
	headers: IncomingHttpHeaders;
}

/** What a page asks its browser to do next. */
export interface Navigation {
	url: URL;
	method: 'GET' | 'POST';
	/** Form body of a POST. */
	body: string | null;
	/** The page that leads there; `null` for an address that a person typed. */
	from: URL | null;
	/** That of the page that leads there; `null` for the browser's own. */
	referrerPolicy: string | null;
}

/** What the browser shows after all redirects. */
export class Page {
	/** Every answer on the way, this page's own last. */
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

	/** The words on the page. */
	public get text(): string {
		return textOf(this.html);
	}

	/**
	 * The absolute URL of the link with this text.
	 *
	 * @throws Where there is none.
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
	 * @param fields What a person typed into the form first.
	 * @throws Where there is no such button.
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

	/** Describes this page to the next one: its address and its referrer policy. */
	#leave(): Pick<Navigation, 'from' | 'referrerPolicy'> {
		const policy = this.headers['referrer-policy'];
		return { from: new URL(this.url), referrerPolicy: typeof policy === 'string' ? policy : null };
	}
}
