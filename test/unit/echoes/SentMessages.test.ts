import { describe, expect, it } from 'vitest';
import { SentMessages } from '../../../src/lib/echoes/SentMessages.js';
import { parseStoredEvent } from '../../../src/lib/events/consumers/parseStoredEvent.js';
import { toLogEntry } from '../../../src/lib/events/log/LogEntry.js';
import { messageKey } from '../../../src/lib/events/messageKey.js';
import type { NewEvent } from '../../../src/lib/storage/events/types.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { linkServers } from '../storage/support/linkServers.js';
import { newEvent } from '../storage/support/newEvent.js';

const channel = 123_456;
const sent = { messageId: 'sent-message', broadcasterUserId: channel, content: 'Hi', asOwner: false, botName: null };
const parts = { logger: recordingLogger(), onCommitted: () => undefined, onStored: () => undefined };
const echo = newEvent(1, { messageId: messageKey(channel, 'sent-message'), guildIds: ['1', '2'] });

describe.each(databaseProviders)('the echo of a sent message (%s)', (provider) => {
	it('is a duplicate for every process', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2'], channel);
		const { events } = database;
		await new SentMessages({ ...parts, accounts: database.accounts, events }).remember(sent);
		expect(await events.insert([echo])).toEqual(['duplicate']);
		expect(await waitingServers(database)).toEqual([]);
	});

	it('that was stored before Kick’s answer is withdrawn from all servers that have not received it', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2'], channel);
		const { accounts, consumers, events, eventLog } = database;
		await events.insert([echo]);
		const mark = { consumer: 'listeners', guildId: '1', cursorOf: channel, hasRow: false, at: new Date() };
		await consumers.mark([{ ...mark, id: echo.id, state: 'handled', attempts: 1, error: null }]);
		await new SentMessages({ ...parts, accounts, events }).remember(sent);
		expect(await waitingServers(database)).toEqual([]);
		const event = (await eventLog.find(echo.id))!;
		// It was announced in one server. The other one records why it was not.
		expect(event).toMatchObject({ state: 'handled', isOwn: true, deliveries: [{ guildId: '1', state: 'handled' }] });
		expect(toLogEntry({ ...event, deliveries: [] })).toMatchObject({
			state: 'ignored',
			error: 'This bot sent the message itself.'
		});
		expect(await eventLog.list({ limit: 10 })).toHaveLength(1);
	});

	it('that was stored before Kick’s answer is ignored if no server has received it', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1', '2'], channel);
		const { accounts, events, eventLog } = database;
		await events.insert([echo]);
		await new SentMessages({ ...parts, accounts, events }).remember(sent);
		expect(await waitingServers(database)).toEqual([]);
		expect(await eventLog.find(echo.id)).toMatchObject({
			state: 'ignored',
			error: 'This bot sent the message itself.',
			isOwn: true,
			deliveries: []
		});
	});

	it('is waited for by readers of the chat, but not forever', async () => {
		const { accounts, eventLog, events } = await temporaryDatabase(provider);
		let open = () => {};
		const gate = new Promise<void>((resolve) => {
			open = resolve;
		});
		const slow = {
			insert: async (batch: readonly NewEvent[]) => {
				await gate;
				return events.insert(batch);
			},
			disown: events.disown.bind(events)
		};
		const own = new SentMessages({ ...parts, accounts, events: slow });
		await own.settled();
		const remembering = own.remember(sent);
		// The database does not answer within a second.
		await own.settled();
		expect(await eventLog.chat(channel, 10)).toEqual([]);
		const settled = own.settled();
		open();
		await settled;
		expect(await eventLog.chat(channel, 10)).toHaveLength(1);
		await remembering;
	});

	it('is in the log with the sent text, and with Kick’s name of the sender', async () => {
		const { accounts, eventLog, events } = await temporaryDatabase(provider);
		const own = new SentMessages({ ...parts, accounts, events });
		await own.remember({ ...sent, asOwner: true });
		await own.remember({ ...sent, messageId: 'other', botName: 'helper_bot' });
		const rows = await eventLog.chat(channel, 10);
		const messages = rows.map((row) => parseStoredEvent(row)?.event);
		expect(messages).toMatchObject([
			{ id: 'other', content: 'Hi', sender: { username: 'helper_bot', badges: [{ type: 'bot' }] } },
			{ id: 'sent-message', content: 'Hi', sender: { id: channel, badges: [{ type: 'broadcaster' }] } }
		]);
		expect(rows.map(({ source }) => source)).toEqual(['bot', 'bot']);
	});

	it('does not affect a message with the same id in another channel', async () => {
		const database = await temporaryDatabase(provider);
		await linkServers(database, ['1'], 7);
		const { accounts, events } = database;
		await events.insert([newEvent(1, { messageId: messageKey(7, 'sent-message'), broadcasterUserId: 7 })]);
		await new SentMessages({ ...parts, accounts, events }).remember(sent);
		expect(await waitingServers(database)).toEqual(['1']);
	});
});

it('a database that refuses it is reported in the log, and sending continues', async () => {
	const logger = recordingLogger();
	const full = () => Promise.reject(new Error('disk full'));
	await new SentMessages({
		...parts,
		logger,
		accounts: { find: full },
		events: { insert: full, disown: full }
	}).remember(sent);
	expect(logger.lines.join()).toContain('Could not store a sent message');
});
