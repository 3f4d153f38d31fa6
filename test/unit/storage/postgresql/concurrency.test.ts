import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { AccountRow } from '../../../../src/lib/storage/repositories/AccountRepository.js';
import { seqOf } from '../../../support/seqOf.js';
import type { TemporaryPlace } from '../../../support/TemporaryPlace.js';
import { openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { pendingOf } from '../../../support/waitingServers.js';
import { deliveryMark, handleAll } from '../support/deliveryMark.js';
import { linkChannel } from '../support/linkChannel.js';
import { linkServers } from '../support/linkServers.js';
import { countViewers, eventRowId, newEvent } from '../support/newEvent.js';
import { origin } from '../support/origin.js';

const Numbers = Array.from({ length: 60 }, (_item, index) => index + 1);

interface Processes {
	place: TemporaryPlace;
	databases: [Database, Database, Database];
}

/** Several databases that share nothing but the server, as those of several processes do. */
async function threeProcesses(): Promise<Processes> {
	const place = await temporaryPlace('postgresql');
	return { place, databases: [await openForTest(place), await openForTest(place), await openForTest(place)] };
}

function shuffled<T>(items: readonly T[]): T[] {
	return items
		.map((item) => ({ item, at: Math.random() }))
		.sort((one, other) => one.at - other.at)
		.map(({ item }) => item);
}

function mark(number: number, guildId: string) {
	return deliveryMark(eventRowId(number), 'handled', { guildId });
}

function account(userId: number): AccountRow {
	return {
		userId,
		username: 'bot',
		slug: null,
		sealedAccessToken: Uint8Array.of(1),
		sealedRefreshToken: Uint8Array.of(2),
		scopes: [],
		accessExpiresAt: new Date(),
		linkedAt: new Date(),
		refreshExpiresAt: null,
		status: 'active',
		isBot: false
	};
}

function withOption(place: TemporaryPlace, option: string): TemporaryPlace {
	const url = new URL(place.url);
	url.searchParams.set('options', `-c ${option}`);
	return { ...place, url: url.href };
}

async function connect({ place }: Processes): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: place.url });
	await client.connect();
	await client.query(`SET search_path = ${new URL(place.url).searchParams.get('schema')}`);
	onTestFinished(() => client.end());
	return client;
}

/** The same event as `newEvent(number)` by its event id. */
async function insertWithoutMessage(client: pg.Client, number: number): Promise<void> {
	await client.query(
		`INSERT INTO kick_events
			(seq, event_id, type, version, source, broadcaster_user_id, sent_at, received_at, payload, state)
		VALUES ($1, $2, 'x', '1', 'webhook', 123456, 0, 0, '', 'received')`,
		[number, `event-${number}`]
	);
}

/** Waits until another connection waits for a lock of the client. */
async function untilAwaited(client: pg.Client): Promise<void> {
	const isAwaited = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
	while ((await client.query(isAwaited)).rowCount === 0) await nextTurn();
}

describe.runIf(inject('postgresql'))('several processes on one PostgreSQL server', () => {
	it('insert each event once, whatever the order that it reaches them in', async () => {
		const { databases } = await threeProcesses();
		await linkServers(databases[0], ['1', '2']);
		const batches = databases.map((_database, receiver) =>
			shuffled(Numbers).map((number) =>
				// Kick may send several events for one message, and the socket reports it under the message's own id.
				newEvent(number, number % 2 ? {} : { eventId: `event-${number}-by-${receiver}` })
			)
		);
		const outcomes = await Promise.all(databases.map(({ events }, receiver) => events.insert(batches[receiver]!)));

		const inserted = batches.flatMap((batch, receiver) =>
			batch.filter((_event, at) => outcomes[receiver]![at] === 'inserted')
		);
		expect(inserted.map(({ messageId }) => messageId).sort()).toEqual(
			Numbers.map((number) => `message-${number}`).sort()
		);
		for (const guildId of ['1', '2']) {
			const pending = await pendingOf(databases[0], guildId);
			expect(pending.map(({ event }) => event.eventId).sort()).toEqual(inserted.map(({ eventId }) => eventId).sort());
		}
		await Promise.all(databases.map(countViewers));
		expect(await databases[0].chatters.recent(123456, new Date(0), 10)).toMatchObject([{ messages: Numbers.length }]);
	});

	it('insert each event once in many small batches as well', async () => {
		const { databases } = await threeProcesses();
		const outcomes = await Promise.all(
			databases.flatMap(({ events }) => shuffled(Numbers).map((number) => events.insert([newEvent(number)])))
		);
		expect(outcomes.flat().filter((outcome) => outcome === 'inserted')).toHaveLength(Numbers.length);
	});

	it('number events in the order of their commits: nothing appears behind what was seen', async () => {
		const { place, databases } = await threeProcesses();
		let isInserting = true;
		const seen: number[] = [];
		const reader = async () => {
			for (let more = true; more; ) {
				more = isInserting;
				const rows = await place.query(`SELECT seq FROM kick_events WHERE seq > ${seen.at(-1) ?? 0} ORDER BY seq`);
				seen.push(...rows.map(({ seq }) => Number(seq)));
			}
		};
		const writers = databases.map(async ({ events }, process) => {
			for (const number of Numbers) {
				const batch = [1, 2, 3].map((event) =>
					newEvent(0, { eventId: `${process}-${number}-${event}`, messageId: null, receivedAt: new Date() })
				);
				await events.insert(batch);
			}
		});
		const reading = reader();
		await Promise.all(writers);
		isInserting = false;
		await reading;
		expect(seen).toHaveLength(3 * 3 * Numbers.length);
	});

	it('all store events where the server keeps transactions apart more strictly', async () => {
		const { place } = await threeProcesses();
		const strict = withOption(place, 'default_transaction_isolation=serializable');
		const processes = await Promise.all([1, 2, 3].map(() => openForTest(strict)));
		await linkServers(processes[0]!, ['1']);
		await Promise.all(
			processes.flatMap(({ events }, process) =>
				Numbers.map((number) => events.insert([newEvent(number, { eventId: `${process}-${number}`, messageId: null })]))
			)
		);
		expect(await pendingOf(processes[0]!, '1')).toHaveLength(3 * Numbers.length);
	});

	it('try again when the server ends a deadlock at their cost', async () => {
		const processes = await threeProcesses();
		const other = await connect(processes);
		// The connection that looks for a deadlock first loses. It must be the plugin's, after both have begun to wait.
		await other.query(`SET deadlock_timeout = '1min'`);
		const plugin = await openForTest(withOption(processes.place, 'deadlock_timeout=3s'));
		await other.query('BEGIN');
		await insertWithoutMessage(other, 2);
		const inserting = plugin.events.insert([newEvent(1), newEvent(2), newEvent(3)]);
		await untilAwaited(other);
		await insertWithoutMessage(other, 1);
		await other.query('COMMIT');
		expect(await inserting).toEqual(['duplicate', 'duplicate', 'inserted']);
	});

	it('move a cursor to the last event that any of them has handled, and never back', async () => {
		const processes = await threeProcesses();
		const { databases } = processes;
		await linkServers(databases[0], ['1']);
		await databases[0].events.insert(Numbers.map((number) => newEvent(number)));
		await Promise.all(
			databases.flatMap(({ consumers }) =>
				shuffled(Numbers.slice(0, 40)).map((number) => consumers.mark([mark(number, '1')]))
			)
		);
		const next = async () => (await pendingOf(databases[0], '1'))[0]?.event.id;
		expect(await next()).toBe(eventRowId(41));

		const other = await connect(processes);
		await other.query('BEGIN');
		await other.query(`UPDATE kick_cursors SET seq = $1 WHERE guild_id = '1'`, [seqOf(eventRowId(50))]);
		const marking = databases[1].consumers.mark([mark(45, '1')]);
		await untilAwaited(other);
		await other.query('COMMIT');
		await marking;
		expect(await next()).toBe(eventRowId(51));
	});

	it('begin with what is stored after a link, though an event before it has not committed yet', async () => {
		const processes = await threeProcesses();
		const [database] = processes.databases;
		await database.events.insert([newEvent(0)]);
		const other = await connect(processes);
		const seq = seqOf(eventRowId(1));
		await other.query('BEGIN');
		await other.query(`UPDATE kick_log SET last_seq = $1 WHERE name = 'events'`, [seq]);
		await insertWithoutMessage(other, seq);
		await linkChannel(database, '1', 123456);
		const following = processes.databases.map(({ consumers }) => consumers.followLinks([ListenersConsumer]));
		await untilAwaited(other);
		await other.query('COMMIT');
		expect(await Promise.all(following)).toEqual([['1'], ['1'], ['1']]);
		await database.events.insert([newEvent(2)]);
		expect((await handleAll(database, '1')).map(({ eventId }) => eventId)).toEqual(['event-2']);
	});

	it('mark many events in any order, while others insert and prune', async () => {
		const { databases } = await threeProcesses();
		const [one, other, third] = databases;
		await linkServers(one, ['1', '2']);
		await one.events.insert(Numbers.map((number) => newEvent(number)));
		const all = (guildId: string) => shuffled(Numbers).map((number) => mark(number, guildId));
		await Promise.all([
			one.consumers.mark(all('2')),
			other.consumers.mark(all('1')),
			third.consumers.mark(all('2')),
			third.events.insert(Numbers.map((number) => newEvent(number, { eventId: `late-${number}`, messageId: null }))),
			other.departures.mark('2', new Date(0)).then(() => other.departures.forget('2', new Date()))
		]);
		await countViewers(one);
		await Promise.all(databases.map(({ events }) => events.prune(new Date(), null, 1000, [ListenersConsumer])));
		expect(await pendingOf(one, '1')).toHaveLength(Numbers.length);
		expect(await one.events.insert([newEvent(1)])).toEqual(['inserted']);
		expect(await one.events.insert([newEvent(1, { eventId: 'late-1', messageId: null })])).toEqual(['duplicate']);
	});

	it('count each message of a chatter', async () => {
		const { databases } = await threeProcesses();
		const chatters = [1, 2, 3, 4, 5].map((userId) => ({ userId, username: `user-${userId}`, color: null }));
		await Promise.all(
			databases.flatMap(({ events }, receiver) =>
				Array.from({ length: 10 }, (_batch, batch) =>
					events.insert(
						shuffled(chatters).map((chatter) => {
							const number = 100 * receiver + 10 * batch + chatter.userId;
							return newEvent(number, { chatter });
						})
					)
				)
			)
		);
		await Promise.all(databases.map(countViewers));
		const counted = await databases[0].chatters.recent(123456, new Date(0), 10);
		expect(counted.map(({ messages }) => messages)).toEqual([30, 30, 30, 30, 30]);
	});

	it('have at most one bot account, and let one of them consume a link', async () => {
		const { databases } = await threeProcesses();
		await Promise.all(
			databases.flatMap(({ accounts }, index) =>
				[1, 2].map((id) => accounts.save({ ...account(2 * index + id), isBot: true }))
			)
		);
		expect((await databases[0].accounts.list()).filter(({ isBot }) => isBot)).toHaveLength(1);

		await databases[0].linkStates.create({
			stateHash: 'state',
			guildId: '1',
			discordUserId: '1',
			discordUserName: null,
			account: 'bot',
			browserHash: null,
			sealedVerifier: null,
			createdAt: new Date(),
			expiresAt: new Date(),
			consumedAt: null
		});
		const binding = databases.map(({ linkStates }, index) =>
			linkStates.bind('state', `${index}`, Uint8Array.of(index))
		);
		const bound = await Promise.all(binding);
		expect(bound.filter(Boolean)).toHaveLength(1);
		const browser = String(bound.indexOf(true));
		const consuming = databases.map(({ linkStates }) => linkStates.consume('state', browser, new Date()));
		const consumed = await Promise.all(consuming);
		expect(consumed.filter(Boolean)).toHaveLength(1);
	});

	it('release an account only when no link to it is being saved', async () => {
		const processes = await threeProcesses();
		const [{ accounts, links }] = processes.databases;
		await accounts.save(account(1));
		const other = await connect(processes);
		await other.query('BEGIN');
		await other.query(`INSERT INTO kick_links VALUES ('5', 1, '6', now())`);
		const released = accounts.release(1, 'revocation', new Date());
		await untilAwaited(other);
		await other.query('COMMIT');
		expect(await released).toBe('linked');
		expect(await links.find('5')).not.toBeNull();
	});

	it('link an account though it is released at the same moment', async () => {
		const processes = await threeProcesses();
		const [{ accounts }, { links, revocations }] = processes.databases;
		for (let round = 0; round < 20; round++) {
			await accounts.save(account(1));
			const link = { guildId: '5', userId: 1, linkedBy: '6', linkedAt: new Date() };
			const [outcome] = await Promise.all([
				accounts.release(1, `revocation-${round}`, new Date()),
				links.consent(account(1), link, origin)
			]);
			expect(['released', 'linked']).toContain(outcome);
			expect(await links.find('5')).toEqual(link);
			expect(await accounts.find(1)).not.toBeNull();
			await links.delete('5');
			expect(await revocations.find(`revocation-${round}`)).toEqual(
				outcome === 'released' ? expect.objectContaining({ userId: 1 }) : null
			);
		}
	});

	it('forget a server only when its return is not in progress', async () => {
		const processes = await threeProcesses();
		const [{ departures, settings }] = processes.databases;
		await settings.set('5', { channel: 'ana' });
		await departures.mark('5', new Date(0));
		const other = await connect(processes);
		await other.query('BEGIN');
		await other.query(`DELETE FROM kick_departures WHERE guild_id = '5'`);
		const forgotten = departures.forget('5', new Date());
		await untilAwaited(other);
		await other.query('COMMIT');
		expect(await forgotten).toBe(false);
		expect(await settings.get('5')).toMatchObject({ channel: 'ana' });
	});

	it('save the same rows at once, in any order', async () => {
		const { databases } = await threeProcesses();
		const subscriptions = Numbers.map((number) => ({
			id: `subscription-${number}`,
			broadcasterUserId: 7,
			event: 'channel.followed',
			version: 1,
			createdAt: new Date(0),
			lastListedAt: null
		}));
		await Promise.all(
			databases.flatMap(({ subscriptions: repository, departures, settings }, index) => [
				repository.save(shuffled(subscriptions)),
				departures.mark('1', new Date(index)),
				settings.set('1', { channel: 'ana', chatroomId: 5, broadcasterUserId: 6 })
			])
		);
		expect(await databases[0].subscriptions.list()).toHaveLength(Numbers.length);
		expect(await databases[0].departures.before(new Date())).toEqual(['1']);
	});
});
