import type { Account, Channel } from './Account.js';

/** Far apart, so that a mixed-up id is never that of another account. */
const FirstIds = { user: 812_345, channel: 2_700_001, chatroom: 5_690_002 };

/** Accounts of the simulated Kick. */
export class World {
	/** Scheme and host of the pictures. The simulated Kick serves them itself once it listens. */
	public filesUrl = 'https://files.kick.com';
	readonly #accounts: Account[] = [];
	readonly #streamers = new Set<Account>();

	public get accounts(): readonly Account[] {
		return this.#accounts;
	}

	/** @param username With its case and `_`. It gives the default slug, with `-` for `_`. */
	public create(username: string, slug = slugOf(username)): Account {
		this.#requireFree(username, slug);
		const index = this.#accounts.length;
		const userId = FirstIds.user + index;
		const account: Account = {
			userId,
			username,
			slug,
			email: `${slug}@example.org`,
			profilePicture: `${this.filesUrl}/images/user/${userId}/profile_image/picture.webp`,
			isVerified: false,
			color: '#75FD46',
			badges: [],
			channel: newChannel(index)
		};
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

function newChannel(index: number): Channel {
	return {
		channelId: FirstIds.channel + index,
		chatroomId: FirstIds.chatroom + index,
		title: '',
		description: '',
		category: {
			id: 15,
			name: 'Just Chatting',
			thumbnail: 'https://files.kick.com/images/subcategories/15/banner.webp'
		},
		language: 'en',
		hasMatureContent: false,
		tags: [],
		liveSince: null,
		viewerCount: 0,
		followers: new Set(),
		subscribers: new Set(),
		chatMode: { slowMode: 0, followersMode: null, subscribersMode: false, emotesMode: false },
		bans: new Map()
	};
}
