import { inspect } from 'node:util';

/** Token of the app itself. It can read channels and manage subscriptions, but not write in a chat. */
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

	/** Hides the token from `inspect` with `getters`, which would call the getter above. */
	public [inspect.custom](): object {
		return { expiresAt: this.expiresAt };
	}
}
