import Driver from 'libsql';

/** What another program, such as the Python bot, does to the file. */
export function runSql(path: string, script: string): void {
	const driver = new Driver(path);
	driver.exec(script);
	driver.close();
}

export function readSql(path: string, query: string): unknown[] {
	const driver = new Driver(path);
	const rows = driver.prepare(query).all() as unknown[];
	driver.close();
	return rows;
}
