import { expect, it } from 'vitest';
import { OwnMessages } from '../../../src/lib/events/OwnMessages.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { newEvent } from '../storage/support/newEvent.js';

it.each(databaseProviders)('the echo of a sent message is a duplicate for every process (%s)', async (provider) => {
	const { events } = await temporaryDatabase(provider);
	await new OwnMessages(events, recordingLogger()).remember('sent-message');
	expect(await events.insert([newEvent(1, { messageId: 'sent-message' })])).toEqual(['duplicate']);
	expect(await events.guildsWithPending()).toEqual([]);
});

it('a database that does not take it is told in the log, and sending goes on', async () => {
	const logger = recordingLogger();
	const events = { insert: () => Promise.reject(new Error('disk full')) };
	await new OwnMessages(events, logger).remember('sent-message');
	expect(logger.lines.join()).toContain('could not be written down');
});
