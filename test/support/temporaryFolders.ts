import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives this run its own folder for temporary files, and removes it afterwards. That includes what a file leaves whose
 * start fails, or that Vitest ends without its hooks because no test matches `-t`.
 */
export default function setup(): () => void {
	const outer = process.env.TMPDIR;
	const folder = mkdtempSync(join(tmpdir(), 'kick-tests-'));
	// The PostgreSQL servers of the chaos tests run as another user.
	chmodSync(folder, 0o755);
	process.env.TMPDIR = folder;
	return () => {
		if (outer === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = outer;
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
	};
}
