// A process that the tests start: `<database url> <app as JSON> <channels as JSON>`. It prints when it is ready. At the
// first byte of its input it reconciles all channels at once and prints the reports.

import { once } from 'node:events';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { createReconciler } from './createReconciler.js';

async function main(): Promise<void> {
	const [url = '', app = '', channels = ''] = process.argv.slice(2);
	const database = await openDatabase(url);
	const { reconciler, close } = createReconciler(database, JSON.parse(app));
	console.log('ready');
	await once(process.stdin, 'data');
	process.stdin.destroy();
	const ids: number[] = JSON.parse(channels);
	const results = await Promise.all(ids.map((id) => reconciler.reconcile(id)));
	console.log(JSON.stringify(results.map((result) => result.unwrapOrElse(({ code }) => code))));
	await close();
	await database.close();
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
