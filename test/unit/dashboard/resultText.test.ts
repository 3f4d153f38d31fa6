import { describe, expect, it } from 'vitest';
import { resultText } from '../../../src/dashboard/log/resultText.js';

describe('the result of an event in a few words', () => {
	it.each([
		['handled', null, null],
		['dead_letter', 'Error: <b>', 'A feature of the bot failed, and so did the retries.'],
		[
			'retrying',
			'DiscordAPIError[50001]: Missing Access',
			'A feature of the bot failed. The bot tries again. The bot cannot see the Discord channel.'
		],
		['dead_letter', 'DiscordAPIError[1]: x', 'A feature of the bot failed, and so did the retries.'],
		['ignored', 'The bot sent this message.', 'The bot sent this message.'],
		['stale', 'DiscordAPIError[50001]: x', 'Kick sent it too late.']
	] as const)('%s, %s: %s', (state, error, expected) => {
		expect(resultText({ state, error })).toBe(expected);
	});
});
