import type { Account, Channel } from './Account.js';
import { profilePictureUrl, thumbnailUrl } from './pictureUrls.js';

/** Far apart, so that a mixed-up id is never that of another account. */
const FirstIds = { user: 812_345, channel: 2_700_001, chatroom: 5_690_002 };

export interface NewAccount {
	username: string;
	slug: string;
	/** Number of accounts before this one. */
	index: number;
	/** Returns the address of the server. It is called when an address of a picture is read. */
	baseUrl: () => string;
}

/** Creates an account with its own picture, and a channel that is offline. */
export function newAccount({ username, slug, index, baseUrl }: NewAccount): Account {
	let chosenPicture: string | null | undefined;
	const account: Account = {
		userId: FirstIds.user + index,
		username,
		slug,
		email: `${slug}@example.org`,
		get profilePicture() {
			return chosenPicture === undefined ? profilePictureUrl(baseUrl(), account.userId) : chosenPicture;
		},
		set profilePicture(url) {
			chosenPicture = url;
		},
		isVerified: false,
		color: '#75FD46',
		badges: [],
		channel: newChannel(index, () => thumbnailUrl(baseUrl(), account.slug))
	};
	return account;
}

function newChannel(index: number, defaultThumbnail: () => string): Channel {
	let chosenThumbnail: string | undefined;
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
		get thumbnail() {
			return chosenThumbnail ?? defaultThumbnail();
		},
		set thumbnail(url) {
			chosenThumbnail = url;
		},
		followers: new Set(),
		subscribers: new Set(),
		chatMode: { slowMode: 0, followersMode: null, subscribersMode: false, emotesMode: false },
		bans: new Map()
	};
}
