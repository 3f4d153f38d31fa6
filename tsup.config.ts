import { readFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const library = { index: 'src/index.ts', register: 'src/register.ts', sandbox: 'sandbox/index.ts' };
/** The storage starts this worker in both formats, and finds it beside the library. */
const workers = { sqliteWorker: 'src/lib/storage/sqlite/worker/sqliteWorker.ts' };
const programs = { bot: 'src/bot.ts', cli: 'src/cli.ts', demo: 'sandbox/demo/main.ts' };

const shared: Options = {
	platform: 'node',
	target: 'node20',
	// Without splitting, each entry gets a copy of every class, and `container.kick instanceof KickService` is false.
	splitting: true,
	// Sapphire's stores and logs use the names of classes.
	keepNames: true,
	// `node:sqlite` and `node:test` have no other name.
	removeNodeProtocol: false,
	define: { __PACKAGE_VERSION__: JSON.stringify(version) }
};

/**
 * Builds the JavaScript. The declarations have their own config: they take most of the time and are not always needed.
 */
export default defineConfig([
	{ ...shared, entry: { ...library, ...workers, ...programs }, format: 'esm' },
	// `shims` gives CommonJS the `import.meta.url` that the generated Prisma client reads.
	{ ...shared, entry: library, format: 'cjs', shims: true }
]);
