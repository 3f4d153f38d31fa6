import { err, ok, type Result } from '@sapphire/result';
import type { KickEditors } from '../editors/KickEditors.js';
import type { Section } from '../editors/sections.js';
import { KickError } from '../kick/errors.js';
import type { ChannelSync } from '../settings/ChannelSync.js';
import type { ChatroomSync } from '../settings/ChatroomSync.js';
import type { SyncStep } from '../settings/SyncReport.js';
import { changedSinceThen } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import { type ChangeRow, CodeActor, type KickActor } from '../storage/history/types.js';
import { sectionsByRole } from '../storage/repositories/EditorRepository.js';
import type { ChangeOptions } from './ChangeOptions.js';
import type { CurrentValues, Finality } from './kinds/ChangeKindDefinition.js';
import { kindsOf, type ReadChange, readChange } from './kinds/index.js';

/** Change of a server's settings, as people read it. */
export interface SettingChange {
	/** ULID, so ids rise with the time. */
	id: string;
	at: Date;
	by: KickActor;
	/** Setting that was changed: `channel`, `chatroom`, `account` or `editors`. Later versions add others. */
	kind: string;
	/** Section whose editors may see and undo the change. `null`: only people with Manage Server. */
	section: Section | null;
	/** Plain sentence that describes the change, without its actor. */
	text: string;
	/** Value before the change. `null`: not set. */
	before: string | null;
	/** Value after the change. `null`: not set. */
	after: string | null;
	/** Id of the change that this one has undone, or `null`. */
	undoOf: string | null;
	/** Reason why {@link KickHistory.undo} would refuse the change now. `null`: it can be undone. */
	refusal: string | null;
	/** Step that helps where an undo is not possible: link an account, or unlink it. */
	next: 'link' | 'unlink' | null;
}

export interface HistoryOptions {
	/** Maximum number of changes, up to 100. @default 50 */
	limit?: number;
	/** Id of a change. Returns older ones. */
	before?: string;
	/** Returns only changes that editors of these sections may see. Default: all. */
	sections?: readonly Section[];
}

export interface HistoryPage {
	/** Changes, newest first. */
	changes: SettingChange[];
	/** Value of `before` for the next page, or `null` on the last one. */
	older: string | null;
}

interface HistoryServices {
	database: Pick<Database, 'accounts' | 'changes' | 'editors' | 'links' | 'settings'>;
	sync: ChannelSync;
	chatrooms: ChatroomSync;
}

type Run = <T>(use: (services: HistoryServices) => Promise<Result<T, KickError>>) => Promise<Result<T, KickError>>;

export interface KickHistoryDependencies {
	/** Runs a call while the bot runs. */
	using: Run;
	/** Runs a change, after which events may go to other servers. */
	changing: Run;
	editors: KickEditors;
}

const DayMs = 24 * 60 * 60_000;
const UndoableMs = 30 * DayMs;
const DefaultLimit = 50;
const MaxLimit = 100;

/**
 * Changes of the settings of Discord servers, with their undo: `container.kick.history`.
 *
 * The newest 500 changes of a server are kept, each for a year at most.
 */
export class KickHistory {
	/** @internal */
	public constructor(private readonly dependencies: KickHistoryDependencies) {}

	/** Returns the changes of a server, newest first. */
	public list(guildId: string, options: HistoryOptions = {}): Promise<Result<HistoryPage, KickError>> {
		const { before, limit = DefaultLimit, sections } = options;
		const count = Math.min(Math.max(Math.trunc(limit), 1), MaxLimit);
		return this.dependencies.using(async ({ database }) => {
			const kinds = sections && kindsOf(sections);
			// One more shows whether there are older ones.
			const rows = await database.changes.newest(guildId, { limit: count + 1, before, kinds });
			const now = await currentValues(database, guildId);
			const changes = rows.slice(0, count).map((row) => toChange(row, now));
			return ok({ changes, older: rows.length > count ? (changes.at(-1)?.id ?? null) : null });
		});
	}

	/** Returns a change of a server, or the error `not_found`. */
	public find(guildId: string, changeId: string): Promise<Result<SettingChange, KickError>> {
		return this.dependencies.using(async ({ database }) => {
			const row = await database.changes.find(guildId, changeId);
			return row ? ok(toChange(row, await currentValues(database, guildId))) : err(unknownChange());
		});
	}

	/**
	 * Restores the value before a change. The undo is a change in turn, so it can be undone, too.
	 *
	 * The caller has to make sure that the person may do it, see {@link SettingChange.section}.
	 *
	 * @returns What was done, or an error with nothing changed:
	 * - `not_found`: the server has no such change.
	 * - `settings_changed`: the setting has changed since then.
	 * - `bad_request`: changes of this kind cannot be undone, or the change is older than 30 days.
	 * - Other codes as for the call that makes such a change.
	 */
	public undo(
		guildId: string,
		changeId: string,
		{ by = CodeActor }: ChangeOptions = {}
	): Promise<Result<SyncStep[], KickError>> {
		const { changing, editors } = this.dependencies;
		return changing(async ({ chatrooms, database, sync }) => {
			const row = await database.changes.find(guildId, changeId);
			if (!row) return err(unknownChange());
			const read = readChange(row);
			const refusal = refusalOf(row, read, await currentValues(database, guildId));
			if (refusal === 'changed') return err(changedSinceThen());
			if (!read || refusal) {
				return err(new KickError('bad_request', `Nothing was undone. ${refusal?.reason ?? ''}`.trim()));
			}
			const origin = { by, undoOf: row.id };
			return read.definition.undo({ sync, chatrooms, editors }, guildId, read.values, origin);
		});
	}
}

async function currentValues(
	{ accounts, editors, links, settings }: HistoryServices['database'],
	guildId: string
): Promise<CurrentValues> {
	const [values, rows, link] = await Promise.all([
		settings.get(guildId),
		editors.ofGuild(guildId),
		links.find(guildId)
	]);
	return { settings: values, editors: sectionsByRole(rows), account: link && (await accounts.find(link.userId)) };
}

function toChange(row: ChangeRow, now: CurrentValues): SettingChange {
	const { id, at, by, kind, undoOf } = row;
	const read = readChange(row);
	const refusal = refusalOf(row, read, now);
	const values = read && {
		section: read.definition.section,
		text: read.definition.describe(read.values),
		before: read.definition.show(read.values.before),
		after: read.definition.show(read.values.after)
	};
	return {
		id,
		at,
		by,
		kind,
		undoOf,
		...(values ?? Unreadable),
		refusal: refusal === 'changed' ? 'The setting has changed since then.' : (refusal?.reason ?? null),
		next: refusal === 'changed' ? null : (refusal?.next ?? null)
	};
}

const Unreadable = {
	section: null,
	text: 'Changed a setting that this version of the bot does not know.',
	before: null,
	after: null
};

/** Returns why a change cannot be undone now: `changed`, or a reason that stays. `null`: it can be undone. */
function refusalOf({ at }: ChangeRow, read: ReadChange | null, now: CurrentValues): Finality | 'changed' | null {
	if (!read) return { reason: 'This version of the bot does not know the setting. Update the bot.' };
	const { definition, values } = read;
	if (!definition.isCurrent(values.after, now)) return 'changed';
	const finality = definition.finality(values);
	if (finality) return finality;
	return at.getTime() + UndoableMs < Date.now() ? { reason: 'The change is older than 30 days.' } : null;
}

function unknownChange(): KickError {
	return new KickError('not_found', 'This change is not in the history. It may be old and deleted. Reload the page.');
}
