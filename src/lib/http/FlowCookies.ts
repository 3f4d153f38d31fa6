import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cookieName, readCookies, setCookie } from './cookies.js';

/** Maximum number of open flows of one kind in one browser. */
const MaxFlows = 10;
/** Maximum size of these cookies together. Three kinds have to fit into the 16 KiB that Node allows for all headers. */
const MaxBytes = 5_120;

/** Value and lifetime of a cookie. */
export interface FlowCookie {
	value: string;
	maxAgeSeconds: number;
}

/**
 * Cookies of flows that take several requests, such as a login. Each flow has its own cookie, named after its state, so
 * that several flows in one browser do not overwrite each other.
 */
export class FlowCookies {
	public constructor(
		private readonly prefix: string,
		private readonly isSecure: boolean
	) {}

	/** Returns the value of this flow's cookie, or `null` when the browser has none. */
	public read(request: IncomingMessage, state: string): string | null {
		const name = cookieName(this.#nameOf(state), this.isSecure);
		return this.#all(request).find((cookie) => cookie.name === name)?.value ?? null;
	}

	/** Returns the `Set-Cookie` headers that start a flow. They also end the oldest flows above the limit. */
	public begin(request: IncomingMessage, state: string, { value, maxAgeSeconds }: FlowCookie): string[] {
		const begun = setCookie(this.#nameOf(state), value, { isSecure: this.isSecure, maxAgeSeconds });
		const name = cookieName(this.#nameOf(state), this.isSecure);
		const others = this.#all(request).filter((cookie) => cookie.name !== name);
		// Browsers send the oldest cookie first (RFC 6265, section 5.4).
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

	/** Returns the browser's cookies of this kind, oldest first. */
	#all(request: IncomingMessage): { name: string; value: string }[] {
		const own = new RegExp(`^${cookieName(this.prefix, this.isSecure)}_[0-9a-f]{16}$`);
		return readCookies(request).filter(({ name }) => own.test(name));
	}
}

function sizeOf({ name, value }: { name: string; value: string }): number {
	return name.length + value.length + '=; '.length;
}
