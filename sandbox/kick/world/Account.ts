export interface Badge {
	type: string;
	text: string;
	count?: number;
}

export interface Category {
	id: number;
	name: string;
	thumbnail: string;
}

/** Modes of a chat. */
export interface ChatMode {
	/** Seconds between two messages of one sender; 0 is off. */
	slowMode: number;
	/** Minutes that a viewer has to follow before writing; `null` is off. */
	followersMode: number | null;
	subscribersMode: boolean;
	emotesMode: boolean;
}

/** Channel with its two ids, which both differ from the user id of its owner. */
export interface Channel {
	readonly channelId: number;
	readonly chatroomId: number;
	title: string;
	description: string;
	category: Category;
	language: string;
	hasMatureContent: boolean;
	tags: string[];
	/** `null` while offline. */
	liveSince: Date | null;
	viewerCount: number;
	/** Address of the stream's picture. The API shows it only while live. Kick sends `''` in the first minutes. */
	thumbnail: string;
	/** User ids. */
	readonly followers: Set<number>;
	/** User ids. */
	readonly subscribers: Set<number>;
	chatMode: ChatMode;
	/** End of the ban by user id; `null` means that it is permanent. */
	readonly bans: Map<number, Date | null>;
}

/** Account on the simulated Kick. As on Kick, every account has a channel. */
export interface Account {
	/** The `broadcaster_user_id` of the account's channel. */
	readonly userId: number;
	username: string;
	slug: string;
	email: string;
	/** Address of the picture. `null` or `''` for an account without one. */
	profilePicture: string | null;
	isVerified: boolean;
	/** Name colour as `#RRGGBB`. */
	color: string;
	badges: Badge[];
	readonly channel: Channel;
}
