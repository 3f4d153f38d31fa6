import type { BotPermissionName } from '../permissions.js';

export type ChannelKind = 'text' | 'announcement' | 'voice' | 'stage' | 'forum' | 'media';

/** Channel of a server, for a picker. Categories and threads are left out. */
export interface GuildChannel {
	readonly id: string;
	readonly name: string;
	readonly kind: ChannelKind;
	/** Name of its category; `null` outside of categories. */
	readonly category: string | null;
	/** Discord's number, which orders the channels of one category. The list is in order. */
	readonly position: number;
	/** What the bot lacks here of the permissions that it asks for. */
	readonly missing: readonly BotPermissionName[];
	/** Reason why the bot cannot post here, as a sentence for people; `null` if it can. */
	readonly problem: string | null;
}

/** Role of a server, for a picker. */
export interface GuildRole {
	readonly id: string;
	readonly name: string;
	/** Colour as `#rrggbb`; `null` for Discord's default. */
	readonly color: string | null;
	/** Discord's number. The list is in order, the highest role first. */
	readonly position: number;
	/** Whether it belongs to Discord or an app, which alone can give it. */
	readonly isManaged: boolean;
	/** Whether the bot's posts can ping it, by the role's or the bot's permissions in the whole server. */
	readonly canBePinged: boolean;
	/** Reason why the bot cannot give it to members, as a sentence for people; `null` if it can. */
	readonly problem: string | null;
}

/** Channels and roles of a server as they are in Discord, and what the bot can do with them. */
export interface GuildDirectory {
	/** Channels in the order of Discord's list. */
	readonly channels: readonly GuildChannel[];
	/** Roles, the highest first. The last one is `@everyone`. */
	readonly roles: readonly GuildRole[];
	readonly botPermissions: {
		/** What the bot lacks in the whole server of the permissions that it asks for. */
		readonly missing: readonly BotPermissionName[];
	};
}

/** `no_bot`: the bot is not in the server. `unavailable`: Discord does not answer. */
export interface DirectoryFailure {
	code: 'no_bot' | 'unavailable';
	/** Text for people, with what to do next. */
	hint: string;
}
