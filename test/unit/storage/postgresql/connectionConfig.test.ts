import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { connectionConfig } from '../../../../src/lib/storage/postgresql/connectionConfig.js';
import { parsePostgresqlUrl } from '../../../../src/lib/storage/postgresql/postgresqlUrl.js';

const Limits = { connections: 1, statementMs: 100 };

function configOf(url: string, schema: string | null = null) {
	return connectionConfig(parsePostgresqlUrl(url), schema, Limits);
}

async function connect(url: string, schema: string | null = null): Promise<SqlDriverAdapter> {
	const adapter = await new PrismaPg(configOf(url, schema)).connect();
	onTestFinished(() => adapter.dispose());
	return adapter;
}

async function show(adapter: SqlDriverAdapter, setting: string): Promise<unknown> {
	const { rows } = await adapter.queryRaw({ sql: `SHOW ${setting}`, args: [], argTypes: [] });
	return rows[0]?.[0];
}

describe('the settings of a PostgreSQL connection', () => {
	it('limit each wait', () => {
		expect(configOf('postgresql://localhost/db')).toMatchObject({
			connectionString:
				'postgresql://localhost/db?options=-c%20TimeZone%3DUTC%20-c%20DateStyle%3DISO' +
				'%20-c%20default_transaction_isolation%3Dread%5C%20committed',
			max: 1,
			connectionTimeoutMillis: 10_000,
			statement_timeout: 100,
			query_timeout: 5_100,
			idle_in_transaction_session_timeout: 9_000
		});
	});

	it('ask nothing of a pooler that it would refuse', () => {
		const config = configOf('postgresql://localhost/db?pgbouncer=true');
		expect(config).not.toHaveProperty('statement_timeout');
		expect(config).not.toHaveProperty('idle_in_transaction_session_timeout');
		expect(config).toMatchObject({ connectionString: expect.not.stringContaining('options'), query_timeout: 5_100 });
	});
});

const server = inject('postgresql');
describe.runIf(server)('a PostgreSQL connection', () => {
	it('has the schema, beside the options of the URL', async () => {
		const url = new URL(server!.url);
		url.searchParams.set('options', '-c work_mem=5MB');
		const adapter = await connect(url.href, `a "b" \\c`);
		expect(await show(adapter, 'search_path')).toBe(`"a ""b"" \\c"`);
		expect(await show(adapter, 'work_mem')).toBe('5MB');
		expect(await show(adapter, 'idle_in_transaction_session_timeout')).toBe('9s');
		expect(await show(adapter, 'application_name')).toBe('sapphire-plugin-kick');
	});

	it('has the form of times that the plugin reads, whatever the URL says', async () => {
		const url = new URL(server!.url);
		url.searchParams.set('options', '-c timezone=Asia/Kolkata -c datestyle=German');
		const adapter = await connect(url.href);
		expect(await show(adapter, 'timezone')).toBe('UTC');
		expect(await show(adapter, 'datestyle')).toMatch(/^ISO/);
	});

	it('keeps the options of the environment', async () => {
		vi.stubEnv('PGOPTIONS', '-c work_mem=6MB');
		onTestFinished(() => void vi.unstubAllEnvs());
		expect(await show(await connect(server!.url, 'public'), 'work_mem')).toBe('6MB');
	});

	it('gives up a statement that takes too long, and continues', async () => {
		const adapter = await connect(server!.url);
		const sleeping = adapter.executeRaw({ sql: 'SELECT pg_sleep(60)', args: [], argTypes: [] });
		await expect(sleeping).rejects.toMatchObject({ cause: { originalCode: '57014' } });
		expect(await show(adapter, 'statement_timeout')).toBe('100ms');
	});

	it('leaves what the URL says about the limits', async () => {
		const url = new URL(server!.url);
		url.searchParams.set('statement_timeout', '5000');
		expect(await show(await connect(url.href), 'statement_timeout')).toBe('5s');
	});
});
