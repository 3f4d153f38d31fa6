import type { Account } from './Account.js';
import { newAccount } from './newAccount.js';

/** Accounts of the simulated Kick. */
export class World {
	readonly #baseUrl: () => string;
	readonly #accounts: Account[] = [];
	readonly #streamers = new Set<Account>();

	/** @param baseUrl Returns the address of the server, which is known once it listens. */
	public constructor(baseUrl: () => string) {
		this.#baseUrl = baseUrl;
	}

	public get accounts(): readonly Account[] {
		return this.#accounts;
	}

	/** @param username With its case and `_`. It gives the default slug, with `-` for `_`. */
	public create(username: string, slug = slugOf(username)): Account {
		this.#requireFree(username, slug);
		const account = newAccount({ username, slug, index: this.#accounts.length, baseUrl: this.#baseUrl });
		this.#accounts.push(account);
		return account;
	}

	public createStreamer(slug: string, username: string): Account {
		const account = this.create(username, slug.toLowerCase());
		this.#streamers.add(account);
		return account;
	}

	/** Renames an account. The user id and the chat stay, and the old names become free. */
	public rename(account: Account, username: string, slug = slugOf(username)): void {
		this.#requireFree(username, slug, account);
		account.username = username;
		account.slug = slug.toLowerCase();
	}

	/** Finds an account by username or slug, in any case. */
	public find(name: string): Account | undefined {
		const wanted = name.toLowerCase();
		return this.#accounts.find(({ username, slug }) => username.toLowerCase() === wanted || slug === wanted);
	}

	/** @throws Error when no account has that name. */
	public get(name: string): Account {
		const account = this.find(name);
		if (account === undefined) throw new Error(`No account on the simulated Kick is called '${name}'`);
		return account;
	}

	public byUserId(userId: number): Account | undefined {
		return this.#accounts.find((account) => account.userId === userId);
	}

	public bySlug(slug: string): Account | undefined {
		return this.#accounts.find((account) => account.slug === slug.toLowerCase());
	}

	/** @throws Error without a name, unless there is exactly one streamer. */
	public streamer(name?: string): Account {
		if (name !== undefined) return this.get(name);
		const [only, ...others] = this.#streamers;
		if (only === undefined || others.length > 0)
			throw new Error(`Say which of ${this.#streamers.size} streamers is meant`);
		return only;
	}

	#requireFree(username: string, slug: string, owner?: Account): void {
		const taken = [this.find(username), this.find(slug)].some((account) => account !== undefined && account !== owner);
		if (taken) throw new Error(`There is an account '${username}' (${slug}) already`);
	}
}

function slugOf(username: string): string {
	return username.toLowerCase().replaceAll('_', '-');
}
