import { inspect } from 'node:util';

/** Token of the app itself: it may read channels and manage subscriptions, and never writes into a chat. */
export class AppToken {
	readonly #accessToken: string;

	public constructor(
		accessToken: string,
		public readonly expiresAt: Date
	) {
		this.#accessToken = accessToken;
	}

	public get accessToken(): string {
		return this.#accessToken;
	}

	/** Without this, `inspect` with `getters` would call the one above. */
	public [inspect.custom](): object {
		return { expiresAt: this.expiresAt };
	}
}
