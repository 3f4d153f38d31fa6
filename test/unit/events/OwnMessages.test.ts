import { describe, expect, it } from 'vitest';
import { messageKey } from '../../../src/lib/events/messageKey.js';
import { OwnMessages } from '../../../src/lib/events/OwnMessages.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { newEvent } from '../storage/support/newEvent.js';

const channel = 123_456;
const echo = newEvent(1, { messageId: messageKey(channel, 'sent-message'), guildIds: ['1', '2'] });

describe.each(databaseProviders)('the echo of a sent message (%s)', (provider) => {
	it('is a duplicate for every process', async () => {
		const { events } = await temporaryDatabase(provider);
		await new OwnMessages(events, recordingLogger()).remember(channel, 'sent-message');
		expect(await events.insert([echo])).toEqual(['duplicate']);
		expect(await events.guildsWithPending()).toEqual([]);
	});

	it('that was here before Kick had answered is taken back from all servers that have not had it', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		await events.insert([echo]);
		await events.mark([{ id: echo.id, guildId: '1', state: 'handled', attempts: 1, error: null, at: new Date() }]);
		await new OwnMessages(events, recordingLogger()).remember(channel, 'sent-message');
		expect(await events.guildsWithPending()).toEqual([]);
		expect(await eventLog.find(echo.id)).toMatchObject({
			state: 'ignored',
			error: 'This bot sent the message itself.',
			deliveries: [{ guildId: '1', state: 'handled' }]
		});
	});

	it('leaves a message of the same id in another channel alone', async () => {
		const { events } = await temporaryDatabase(provider);
		await events.insert([newEvent(1, { messageId: messageKey(7, 'sent-message'), guildIds: ['1'] })]);
		await new OwnMessages(events, recordingLogger()).remember(channel, 'sent-message');
		expect(await events.guildsWithPending()).toEqual(['1']);
	});
});

it('a database that does not take it is told in the log, and sending goes on', async () => {
	const logger = recordingLogger();
	const full = () => Promise.reject(new Error('disk full'));
	await new OwnMessages({ insert: full, disown: full }, logger).remember(channel, 'sent-message');
	expect(logger.lines.join()).toContain('could not be written down');
});
