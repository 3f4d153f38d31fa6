import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { postgresqlAnswers } from './test/support/postgresql/postgresqlAnswers.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const project = (name: string) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } });

/** The same tests of the bot on PostgreSQL. Those in `sqlite` are about its file, or about processes. */
const onPostgresql = (include: string, name = 'integration-postgresql') => ({
	extends: true as const,
	test: {
		name,
		include: [include],
		exclude: ['test/integration/sqlite/**'],
		env: { TEST_DATABASE: 'postgresql' }
	}
});

/** Tests that take minutes: `npm run test:chaos`. The files run one after the other, because they kill and wait. */
const chaos = { extends: true as const, test: { ...project('chaos').test, maxWorkers: 1, testTimeout: 900_000 } };

/** Tests in a real Chromium, which needs both cores: `npm run test:e2e`, `npm run screenshots`. */
const inChromium = (name: string) => ({
	extends: true as const,
	test: { ...project(name).test, maxWorkers: 1 }
});

/**
 * Attacks, with the real limits of real servers: `npm run test:hostile`. Tests of hostile data run on both databases.
 */
const hostile = async () => [
	// A connection that reads nothing is filled until the system's buffers are full: minutes on a busy machine.
	{ ...project('hostile'), test: { ...project('hostile').test, testTimeout: 600_000 } },
	...((await postgresqlAnswers())
		? [onPostgresql('test/hostile/{parsing,secrets,dashboard/markup}.test.ts', 'hostile-postgresql')]
		: [])
];

/** The files share two processes: loading the same packages again for each took longer than the tests. */
const unit = { ...project('unit'), test: { ...project('unit').test, isolate: false } };

/** The bot on PostgreSQL is left out, because it takes more than five minutes: `npm run test:postgresql`. */
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
		globalSetup: ['test/support/temporaryFolders.ts', 'test/support/postgresql/globalSetup.ts'],
		// A proxy of this machine is for the internet, while the servers of the tests are local.
		env: Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, ''])),
		projects: await projectsOf(mode),
		// All but the unit tests get a process per file: Sapphire's container, plugins and registries are globals of a
		// process.
		pool: 'forks',
		// More workers than cores make each slower, and their bots miss Discord's three seconds.
		maxWorkers: 2,
		// No limit here promises a speed: each only ends a test that would never end, also on a much slower machine.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { poll: { timeout: 60_000 } }
	}
}));
