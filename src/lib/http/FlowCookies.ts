import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cookieName, readCookies, setCookie } from './cookies.js';

/** Flows of one kind that one browser may have under way. */
const MaxFlows = 10;
/** Of all of them together: three kinds have to fit into the 16 KiB that Node allows for all headers. */
const MaxBytes = 5_120;

/** What a cookie holds, and until when. */
export interface FlowCookie {
	value: string;
	maxAgeSeconds: number;
}

/**
 * Cookies of what takes several requests, such as a login. Each flow has one of its own, known by its state, so that several flows
 * in one browser do not overwrite each other's.
 */
export class FlowCookies {
	public constructor(
		private readonly prefix: string,
		private readonly isSecure: boolean
	) {}

	/** Returns the text of the cookie of this flow; `null` when the browser has none. */
	public read(request: IncomingMessage, state: string): string | null {
		const name = cookieName(this.#nameOf(state), this.isSecure);
		return this.#all(request).find((cookie) => cookie.name === name)?.value ?? null;
	}

	/** Returns the `Set-Cookie` headers that begin a flow. The oldest flows that are too many for one browser end. */
	public begin(request: IncomingMessage, state: string, { value, maxAgeSeconds }: FlowCookie): string[] {
		const begun = setCookie(this.#nameOf(state), value, { isSecure: this.isSecure, maxAgeSeconds });
		const name = cookieName(this.#nameOf(state), this.isSecure);
		const others = this.#all(request).filter((cookie) => cookie.name !== name);
		// Browsers send the oldest first (RFC 6265, section 5.4).
		let bytes = sizeOf({ name, value }) + others.reduce((sum, cookie) => sum + sizeOf(cookie), 0);
		const ended: string[] = [];
		while (others.length >= MaxFlows || (others.length > 0 && bytes > MaxBytes)) {
			const oldest = others.shift();
			if (!oldest) break;
			bytes -= sizeOf(oldest);
			ended.push(this.#clear(oldest.name.slice(cookieName('', this.isSecure).length)));
		}
		return [begun, ...ended];
	}

	/** Returns the `Set-Cookie` header that ends a flow. */
	public end(state: string): string {
		return this.#clear(this.#nameOf(state));
	}

	#clear(name: string): string {
		return setCookie(name, '', { isSecure: this.isSecure, maxAgeSeconds: 0 });
	}

	#nameOf(state: string): string {
		return `${this.prefix}_${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
	}

	/** Those of this kind that the browser has, oldest first. */
	#all(request: IncomingMessage): { name: string; value: string }[] {
		const own = new RegExp(`^${cookieName(this.prefix, this.isSecure)}_[0-9a-f]{16}$`);
		return readCookies(request).filter(({ name }) => own.test(name));
	}
}

function sizeOf({ name, value }: { name: string; value: string }): number {
	return name.length + value.length + '=; '.length;
}
