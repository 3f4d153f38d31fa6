import type { Database } from '../../src/lib/storage/types.js';

export type Provider = Database['provider'];

/** A place for a database that nothing else uses. */
export interface TemporaryPlace {
	readonly provider: Provider;
	/** URL for `openDatabase`. */
	readonly url: string;
	/** Executes statements of another program, such as the Python bot, separated by semicolons. */
	run(script: string): Promise<void>;
	query(sql: string): Promise<Record<string, unknown>[]>;
	remove(): Promise<void>;
}
