import type { Provider } from '../../src/lib/storage/provider.js';

/** Room for a database that nobody else uses. */
export interface TemporaryPlace {
	readonly provider: Provider;
	/** For `openDatabase`. */
	readonly url: string;
	/** What another program, such as the Python bot, does to it: statements separated by semicolons. */
	run(script: string): Promise<void>;
	query(sql: string): Promise<Record<string, unknown>[]>;
	remove(): Promise<void>;
}
