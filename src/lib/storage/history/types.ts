/** How a setting was changed. `code`: the host bot called the API. `bot`: the bot itself. */
export const ChangeVias = ['dashboard', 'command', 'link_page', 'code', 'bot'] as const;
export type ChangeVia = (typeof ChangeVias)[number];

/** Person or program that changes a setting of a Discord server. */
export interface KickActor {
	/** Discord user id. `null` for a program, and for a person who is known on Kick only. */
	id: string | null;
	/** Name that people read in the history. `null` if there is none. */
	name: string | null;
	/**
	 * How the change was made. A host bot sets `command` or `dashboard` for its own commands and pages.
	 *
	 * `link_page`: on the page of a link. `code`: by code of the host bot. `bot`: by the plugin itself.
	 */
	via: ChangeVia;
}

/** Origin of a change: its actor, and the change that it undoes. */
export interface ChangeOrigin {
	by: KickActor;
	undoOf?: string;
}

/** Account of a server as it was linked. */
export interface ChangedAccount {
	userId: number;
	username: string;
	/** `relink`: Kick no longer accepted the link. */
	status: 'active' | 'relink';
}

/**
 * Value of a setting before and after a change, by the kind of the change.
 *
 * `src/lib/history/kinds` describes each kind. A new kind needs a line in both places.
 */
export interface ChangeValues {
	/** The ids belong to the channel, so that an undo can restore them. */
	channel: { channel: string | null; broadcasterUserId: number | null; chatroomId: number | null };
	chatroom: { channel: string | null; chatroomId: number | null };
	account: { account: ChangedAccount | null };
	/** Sections that one Discord role may edit. */
	editors: { roleId: string; roleName: string; sections: readonly string[] };
}

export type ChangeKind = keyof ChangeValues;

/** Change to record, without its id and time. */
export type NewChange = {
	[Kind in ChangeKind]: {
		guildId: string;
		kind: Kind;
		before: ChangeValues[Kind];
		after: ChangeValues[Kind];
	} & ChangeOrigin;
}[ChangeKind];

/** Stored change. A newer version or another program may have written it, so its values are not typed. */
export interface ChangeRow {
	/** ULID. */
	id: string;
	guildId: string;
	at: Date;
	by: KickActor;
	kind: string;
	before: unknown;
	after: unknown;
	undoOf: string | null;
}

/** Actor of changes that host bots make without naming one. */
export const CodeActor: KickActor = { id: null, name: null, via: 'code' };

/** Actor of changes that the plugin makes by itself. */
export const BotActor: KickActor = { id: null, name: null, via: 'bot' };
