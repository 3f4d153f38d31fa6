import type { LogEntryState } from '../../lib/events/log/LogEntry.js';

export interface StateText {
	name: string;
	/** Meaning of the state, and what a person can do. */
	meaning: string;
	/** Colour of the badge. `plain`: needs no attention. */
	tone: 'ok' | 'warning' | 'failed' | 'plain';
}

/** Names and meanings of the states, as people read them. All but "Failed", a dead letter, are the words of the API. */
export const States: Readonly<Record<LogEntryState, StateText>> = {
	handled: { name: 'Handled', meaning: 'Every feature of the bot has received it.', tone: 'ok' },
	pending: {
		name: 'Pending',
		meaning: 'Its turn has not come yet: events before it are handled first.',
		tone: 'plain'
	},
	retrying: {
		name: 'Retrying',
		meaning: 'A feature of the bot failed. The bot retries it automatically, a few times.',
		tone: 'warning'
	},
	dead_letter: {
		name: 'Failed',
		meaning:
			'A feature of the bot failed, and the retries failed too. Replay it once the cause is fixed, or dismiss it.',
		tone: 'failed'
	},
	dismissed: { name: 'Dismissed', meaning: 'A feature of the bot failed, and a manager dismissed it.', tone: 'plain' },
	stale: {
		name: 'Too late',
		meaning: 'Kick sent it too late, so no feature of the bot received it. Replay it to deliver it anyway.',
		tone: 'warning'
	},
	duplicate: {
		name: 'Duplicate',
		meaning: "This message had arrived before. The bot's features receive it only once.",
		tone: 'plain'
	},
	ignored: { name: 'Ignored', meaning: 'It was not for this server, or the bot sent it.', tone: 'plain' },
	unreadable: {
		name: 'Unreadable',
		meaning: 'The body is not what Kick documents. A newer version of the bot may read it; dismiss it until then.',
		tone: 'failed'
	}
};

export function needsCare(state: LogEntryState): boolean {
	return States[state].tone !== 'ok' && States[state].tone !== 'plain';
}

/** Actions of the states that wait for a person. */
export const Actions: Readonly<Partial<Record<LogEntryState, readonly ('replay' | 'dismiss')[]>>> = {
	dead_letter: ['replay', 'dismiss'],
	dismissed: ['replay'],
	stale: ['replay'],
	unreadable: ['dismiss']
};
