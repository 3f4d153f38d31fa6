import type { Account } from '../world/Account.js';

/** Person with a Kick account. */
export class Person {
	public constructor(public readonly account: Account) {}

	/** User id in the official API. Of a streamer, also the `broadcaster_user_id`. */
	public get userId(): number {
		return this.account.userId;
	}

	public get username(): string {
		return this.account.username;
	}

	/** Name in the address of the channel. */
	public get slug(): string {
		return this.account.slug;
	}
}
