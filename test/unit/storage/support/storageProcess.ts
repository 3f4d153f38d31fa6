// A process that the tests start. `open <url>` opens and closes a database; `write <url> <first>` inserts events from the given
// number on until it is killed, and prints the number of each one that was acknowledged.
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import type { Database } from '../../../../src/lib/storage/types.js';
import { newEvent } from './newEvent.js';

const GuildIds = ['1', '2', '3'];

async function write(database: Database, first: number): Promise<void> {
	let next = first;
	const writer = async (size: number) => {
		for (;;) {
			const numbers = Array.from({ length: size }, () => next++);
			const events = numbers.map((number) => newEvent(number, { guildIds: GuildIds }));
			await database.events.insert(events);
			for (const number of numbers) process.stdout.write(`${number}\n`);
			const at = new Date();
			await database.events.mark(
				events.map(({ id }) => ({ id, guildId: '3', state: 'handled', attempts: 1, error: null, at }))
			);
			await database.settings.set('1', { chatroomId: next });
		}
	};
	await Promise.all([writer(1), writer(5), writer(50)]);
}

async function main(): Promise<void> {
	const [job, url, first] = process.argv.slice(2);
	const database = await openDatabase(url!);
	if (job === 'write') await write(database, Number(first));
	console.log(JSON.stringify({ migrated: database.migrated }));
	await database.close();
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
