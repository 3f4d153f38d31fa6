import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { postgresqlAnswers } from './test/support/postgresql/postgresqlAnswers.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const project = (name: string) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } });

/** The same tests of the bot once more, on PostgreSQL. Those in `sqlite` are about its file, or about processes. */
const onPostgresql = (include: string, name = 'integration-postgresql') => ({
	extends: true as const,
	test: {
		name,
		include: [include],
		exclude: ['test/integration/sqlite/**'],
		env: { TEST_DATABASE: 'postgresql' }
	}
});

/** What takes minutes runs by itself, `npm run test:chaos`, and its files one after the other: they kill and wait. */
const chaos = { extends: true as const, test: { ...project('chaos').test, maxWorkers: 1, testTimeout: 900_000 } };

/** In a real Chromium, which needs both cores: `npm run test:e2e`, `npm run screenshots`. */
const inChromium = (name: string) => ({
	extends: true as const,
	test: { ...project(name).test, maxWorkers: 1 }
});

/** Attacks, with real limits of real servers: `npm run test:hostile`. What databases could take amiss runs on both. */
const hostile = async () => [
	// A connection that reads nothing is filled until the system's buffers are full, which takes minutes on a busy machine.
	{ ...project('hostile'), test: { ...project('hostile').test, testTimeout: 600_000 } },
	...((await postgresqlAnswers())
		? [onPostgresql('test/hostile/{parsing,secrets,dashboard/markup}.test.ts', 'hostile-postgresql')]
		: [])
];

/** Its files share two processes: loading the same packages anew for each took longer than the tests. */
const unit = { ...project('unit'), test: { ...project('unit').test, isolate: false } };

/** Not the bot on PostgreSQL, which would take more than five minutes with the rest: `npm run test:postgresql`. */
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
		// A proxy of this machine is for the internet, and the servers of the tests are here.
		env: Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, ''])),
		projects: await projectsOf(mode),
		// A process per file of all but the unit tests: Sapphire's container, plugins and command registries are globals of the process.
		pool: 'forks',
		// More of them than cores only makes each slower, and the bots in them miss Discord's three seconds.
		maxWorkers: 2,
		// No limit here is a promise of speed: each only ends a test that would never end, on a machine many times slower, too.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { poll: { timeout: 60_000 } }
	}
}));
