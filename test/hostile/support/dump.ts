import { readFile } from 'node:fs/promises';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';

/** Reads all rows of the database. On SQLite, also reads the files, which still contain deleted rows. */
export async function dump(place: TemporaryPlace): Promise<string> {
	const tables =
		place.provider === 'sqlite'
			? "SELECT name FROM sqlite_master WHERE type = 'table'"
			: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()';
	const parts: string[] = [];
	for (const { name } of await place.query(tables)) {
		for (const row of await place.query(`SELECT * FROM "${name}"`)) parts.push(...Object.values(row).map(textOf));
	}
	if (place.provider === 'sqlite') {
		const path = place.url.replace('file:', '');
		for (const file of [path, `${path}-wal`]) parts.push(await readFile(file, 'latin1').catch(() => ''));
	}
	return parts.join('\n');
}

function textOf(value: unknown): string {
	return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}
