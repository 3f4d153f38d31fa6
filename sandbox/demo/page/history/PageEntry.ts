import type { VisibleButton } from '../../../discord/index.js';
import type { TextPart } from './discordText.js';

export type Side = 'discord' | 'kick' | 'wire';

/** One line of the page. A later entry of the same id takes its place. */
export interface PageEntry {
	id: string;
	side: Side;
	at: Date;
	/** `note`: nobody wrote it, such as a follow, a call, or why a command could not be sent. */
	kind: 'message' | 'command' | 'note';
	/** `null` for notes. */
	author: { name: string; isBot: boolean } | null;
	parts: readonly TextPart[];
	/** Said beside the author: `edited`, `direct message`. */
	tags: readonly string[];
	/** The only one of the page's Discord members who sees it; `null` when everybody does. */
	visibleTo: string | null;
	buttons: readonly VisibleButton[];
	/** The message that it answers, as `author: text`. */
	repliesTo: string | null;
	isFailure: boolean;
}
