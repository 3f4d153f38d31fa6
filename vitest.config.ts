import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { postgresqlAnswers } from './test/support/postgresql/postgresqlAnswers.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const project = (name: string) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } });

/** The tests of the bot on PostgreSQL. Those in `sqlite` are about SQLite's file, or about processes. */
const onPostgresql = (include: string, name = 'integration-postgresql') => ({
	extends: true as const,
	test: {
		name,
		include: [include],
		exclude: ['test/integration/sqlite/**'],
		env: { TEST_DATABASE: 'postgresql' }
	}
});

/** Tests that kill processes and wait, for minutes. Their files run one after the other: `npm run test:chaos`. */
const chaos = { extends: true as const, test: { ...project('chaos').test, maxWorkers: 1, testTimeout: 900_000 } };

/** Tests in a real Chromium, which needs both cores: `npm run test:e2e`, `npm run screenshots`. */
const inChromium = (name: string) => ({
	extends: true as const,
	test: { ...project(name).test, maxWorkers: 1 }
});

/**
 * Attacks on real servers with their real limits: `npm run test:hostile`.
 *
 * Attacks that aim at the database run on both databases.
 */
const hostile = async () => [
	// Some attacks fill a connection that reads nothing until the system's buffers are full: minutes on a busy machine.
	{ ...project('hostile'), test: { ...project('hostile').test, testTimeout: 600_000 } },
	...((await postgresqlAnswers())
		? [onPostgresql('test/hostile/{parsing,secrets,dashboard/markup}.test.ts', 'hostile-postgresql')]
		: [])
];

/** Unit tests. Their files share two processes: loading the packages again for each file took longer than the tests. */
const unit = { ...project('unit'), test: { ...project('unit').test, isolate: false } };

/** All quick tests. The bot on PostgreSQL would add more than five minutes: `npm run test:postgresql`. */
const everything = [unit, project('integration')];

const projectsOf = async (mode: string) => {
	if (mode === 'chaos') return [chaos];
	if (mode === 'package') return [project('package')];
	if (mode === 'hostile') return hostile();
	if (mode === 'e2e') return [inChromium('e2e')];
	if (mode === 'screenshots') return [inChromium('screenshots')];
	if (mode === 'postgresql') return [onPostgresql('test/integration/**/*.test.ts')];
	return everything;
};

export default defineConfig(async ({ mode }) => ({
	define: { __PACKAGE_VERSION__: JSON.stringify(version) },
	test: {
		globalSetup: 'test/support/postgresql/globalSetup.ts',
		// A proxy of this machine is for the internet, while the servers of the tests are on this machine.
		env: Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, ''])),
		projects: await projectsOf(mode),
		// One process for each file, except for unit tests: Sapphire's container, plugins and registries are global.
		pool: 'forks',
		// With more processes than cores each is slower, and the bots miss the three seconds that Discord waits.
		maxWorkers: 2,
		// The limits only end tests that would never end. They leave room for machines that are many times slower.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { poll: { timeout: 60_000 } }
	}
}));
