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
}
