import type { Result } from '@sapphire/result';
import type { z } from 'zod';
import type { KickEditors } from '../../editors/KickEditors.js';
import type { Section } from '../../editors/sections.js';
import type { KickError } from '../../kick/errors.js';
import type { ChannelSync } from '../../settings/ChannelSync.js';
import type { ChatroomSync } from '../../settings/ChatroomSync.js';
import type { SyncStep } from '../../settings/SyncReport.js';
import type { ChangedAccount, ChangeKind, ChangeOrigin, ChangeValues } from '../../storage/history/types.js';
import type { GuildSettings } from '../../storage/repositories/SettingsRepository.js';

/** Value before and after a change. */
export type BeforeAfter<Kind extends ChangeKind> = Record<'before' | 'after', ChangeValues[Kind]>;

/** Settings of a server now, to compare them with the value after a change. */
export interface CurrentValues {
	settings: GuildSettings;
	account: ChangedAccount | null;
	/** Sections by the id of the role. The sections are sorted. */
	editors: ReadonlyMap<string, readonly string[]>;
}

/** Reason why a change cannot be undone at any time. */
export interface Finality {
	/** Plain sentence with the reason or with what to do. */
	reason: string;
	/** Step on the dashboard that helps instead: link an account, or unlink it. */
	next?: 'link' | 'unlink';
}

/** Services that undo changes. Their writes are conditional. */
interface UndoServices {
	sync: Pick<ChannelSync, 'restoreChannel'>;
	chatrooms: Pick<ChatroomSync, 'restore'>;
	editors: Pick<KickEditors, 'restore'>;
}

/** Kind of change: how to read, describe and undo it. */
export interface ChangeKindDefinition<Kind extends ChangeKind> {
	/** Section whose editors may see and undo it. `null`: managers only. */
	section: Section | null;
	/** Schema of the stored value. */
	schema: z.ZodType<ChangeValues[Kind]>;
	/** Describes the change as a plain sentence without its actor. */
	describe(change: BeforeAfter<Kind>): string;
	/** Returns a value as people read it, or `null` for one that is not set. */
	show(value: ChangeValues[Kind]): string | null;
	/** Returns why this change cannot be undone at any time, or `null`. */
	finality(change: BeforeAfter<Kind>): Finality | null;
	/** Whether the setting still has the value after the change. */
	isCurrent(value: ChangeValues[Kind], now: CurrentValues): boolean;
	/** Restores the value before the change, if the setting still has the value after it. */
	undo(
		services: UndoServices,
		guildId: string,
		change: BeforeAfter<Kind>,
		origin: ChangeOrigin
	): Promise<Result<SyncStep[], KickError>>;
}
