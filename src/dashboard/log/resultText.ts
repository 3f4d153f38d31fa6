import type { LogEntry, LogEntryState } from '../../lib/events/log/LogEntry.js';

/**
 * Causes of failures in plain words, by Discord's error code.
 *
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const DiscordCauses: Readonly<Record<string, string>> = {
	10003: 'The Discord channel does not exist.',
	10007: 'The person is not in the Discord server.',
	10008: 'The Discord message does not exist.',
	10011: 'The Discord role does not exist.',
	50001: 'The bot cannot see the Discord channel.',
	50007: 'The person accepts no direct messages of the bot.',
	50013: 'The bot lacks a permission in Discord.'
};

/** Results in a few words. A state without a text needs no more than its badge. */
const Results: Readonly<Partial<Record<LogEntryState, string>>> = {
	pending: 'Waiting for its turn.',
	retrying: 'A feature of the bot failed. The bot tries again.',
	dead_letter: 'A feature of the bot failed, and so did the retries.',
	dismissed: 'A manager dismissed the failure.',
	stale: 'Kick sent it too late.',
	duplicate: 'It had arrived before.',
	unreadable: 'The bot cannot read it.'
};

/** Describes in a few words why an event was not simply handled. `null` if it was. */
export function resultText({ state, error }: Pick<LogEntry, 'state' | 'error'>): string | null {
	// The reasons of this state are texts of the bot.
	if (state === 'ignored') return error;
	const cause = state === 'retrying' || state === 'dead_letter' ? causeOf(error) : null;
	return [Results[state], cause].filter(Boolean).join(' ') || null;
}

/** Returns the cause of a failure in plain words. `null` if only the error itself says it. */
export function causeOf(error: string | null): string | null {
	const code = /^DiscordAPIError\[(\d+)\]/.exec(error ?? '')?.[1];
	return (code && DiscordCauses[code]) || null;
}
