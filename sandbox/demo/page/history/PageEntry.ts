import type { VisibleButton } from '../../../discord/index.js';
import type { TextPart } from './discordText.js';

export type Side = 'discord' | 'kick' | 'wire';

/** One line of the page. A later entry of the same id takes its place. */
export interface PageEntry {
	id: string;
	side: Side;
	at: Date;
	/** `note` for entries without an author, such as a follow, a call, or the reason why a command was refused. */
	kind: 'message' | 'command' | 'note';
	/** `null` for notes. */
	author: { name: string; isBot: boolean } | null;
	parts: readonly TextPart[];
	/** Labels beside the author: `edited`, `direct message`. */
	tags: readonly string[];
	/** Name of the only Discord member who sees it; `null` when all do. */
	visibleTo: string | null;
	buttons: readonly VisibleButton[];
	/** The message that it answers, as `author: text`. */
	repliesTo: string | null;
	isFailure: boolean;
}
