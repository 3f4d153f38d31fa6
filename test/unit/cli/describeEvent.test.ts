import { expect, it } from 'vitest';
import { describeEvent } from '../../../src/cli/describeEvent.js';
import type { LoggedEvent } from '../../../src/lib/storage/eventLog/types.js';

it('prints no control characters of an event’s type or reason', () => {
	const hostile = '\u001b[2J\r\nforged\u202e\u009b';
	const event = {
		id: '01JD8Z3Q4W5E6R7T8Y9U0I1O2P',
		type: `chat${hostile}`,
		source: 'webhook',
		state: 'dead_letter',
		receivedAt: new Date(0),
		error: hostile,
		deliveries: [{ guildId: '1', state: 'dead_letter', attempts: 4, error: `Error: ${hostile}` }]
	} as unknown as LoggedEvent;
	const lines = describeEvent(event).split('\n');
	expect(lines).toHaveLength(2);
	expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
});
