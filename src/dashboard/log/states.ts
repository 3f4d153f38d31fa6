import type { LogEntryState } from '../../lib/events/log/LogEntry.js';

export interface StateText {
	name: string;
	/** What it means, and what to do. */
	meaning: string;
	/** How it looks. `plain`: nothing to care about. */
	tone: 'ok' | 'warning' | 'failed' | 'plain';
}

/** Names and meanings of the states, as people read them. All but "Failed", a dead letter, are the words of the API. */
export const States: Readonly<Record<LogEntryState, StateText>> = {
	handled: { name: 'Handled', meaning: 'Every listener of the bot is done with it.', tone: 'ok' },
	pending: {
		name: 'Pending',
		meaning: 'Its turn has not come yet: events before it are handled first.',
		tone: 'plain'
	},
	retrying: {
		name: 'Retrying',
		meaning: 'A listener failed. The bot tries it again by itself, a few times.',
		tone: 'warning'
	},
	dead_letter: {
		name: 'Failed',
		meaning: 'A listener failed for good. Replay it once the cause is fixed, or dismiss it.',
		tone: 'failed'
	},
	dismissed: { name: 'Dismissed', meaning: 'A listener failed, and a manager dismissed it.', tone: 'plain' },
	stale: {
		name: 'Too late',
		meaning: 'Kick sent it so late that it was not announced. Replay it to announce it all the same.',
		tone: 'warning'
	},
	duplicate: { name: 'Duplicate', meaning: 'The message was here before, and is handled once.', tone: 'plain' },
	ignored: { name: 'Ignored', meaning: 'It was not for this server, or the bot sent it itself.', tone: 'plain' },
	unreadable: {
		name: 'Unreadable',
		meaning: 'The body is not what Kick documents. A newer version of the bot may read it; dismiss it until then.',
		tone: 'failed'
	}
};

export function needsCare(state: LogEntryState): boolean {
	return States[state].tone !== 'ok' && States[state].tone !== 'plain';
}

/** Those that wait for a person, and what a person can do. */
export const Actions: Readonly<Partial<Record<LogEntryState, readonly ('replay' | 'dismiss')[]>>> = {
	dead_letter: ['replay', 'dismiss'],
	dismissed: ['replay'],
	stale: ['replay'],
	unreadable: ['dismiss']
};
