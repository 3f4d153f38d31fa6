import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const project = (name: string) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } });

export default defineConfig({
	define: { __PACKAGE_VERSION__: JSON.stringify(version) },
	test: {
		globalSetup: 'test/support/postgresql/globalSetup.ts',
		projects: ['unit', 'integration', 'package'].map(project),
		// A process per file: Sapphire's container, plugins and command registries are globals of the process.
		pool: 'forks',
		// More of them than cores only makes each slower, and the bots in them miss Discord's three seconds.
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 20_000
	}
});
