// A process that the tests start.
//
// - `open <url>` opens and closes a database.
// - `write <url> <first>` inserts events from the given number on until it is killed, and prints the number of each
//   acknowledged one.
// - `share <url> <count>` inserts that many events, which other processes insert too, in an order of its own. It prints
//   how many of them were new.

import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { deliveryMark } from './deliveryMark.js';
import { newEvent } from './newEvent.js';

async function write(database: Database, first: number): Promise<void> {
	let next = first;
	const writer = async (size: number) => {
		for (;;) {
			const numbers = Array.from({ length: size }, () => next++);
			const events = numbers.map((number) => newEvent(number));
			await database.events.insert(events);
			for (const number of numbers) process.stdout.write(`${number}\n`);
			await database.consumers.mark(events.map(({ id }) => deliveryMark(id, 'handled', { guildId: '3' })));
			await database.settings.set('1', { chatroomId: next });
		}
	};
	await Promise.all([writer(1), writer(5), writer(50)]);
}

async function share(database: Database, count: number): Promise<number> {
	const numbers = Array.from({ length: count }, (_event, index) => index).sort(() => Math.random() - 0.5);
	const outcomes = [];
	for (let start = 0; start < count; start += 50) {
		const batches = [numbers.slice(start, start + 25), numbers.slice(start + 25, start + 50)];
		outcomes.push(...(await Promise.all(batches.map((batch) => database.events.insert(batch.map(sharedEvent))))));
	}
	return outcomes.flat().filter((outcome) => outcome === 'inserted').length;
}

function sharedEvent(number: number): NewEvent {
	return newEvent(number);
}

async function main(): Promise<void> {
	const [job, url, first] = process.argv.slice(2);
	const database = await openDatabase(url!);
	if (job === 'write') await write(database, Number(first));
	const inserted = job === 'share' ? await share(database, Number(first)) : 0;
	console.log(JSON.stringify({ migrated: database.migrated, inserted }));
	await database.close();
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
