import type { PoolConfig } from 'pg';
import type { PostgresqlUrl } from './postgresqlUrl.js';

export interface ConnectionLimits {
	/** How many connections there may be. */
	readonly connections: number;
	/** After which the server gives up a statement. */
	readonly statementMs: number;
}

/** To connect, or to get a connection that is in use. */
const ConnectMs = 10_000;
/** Longer than Prisma's own limit: only the locks of a process that vanished without a word are let go by this. */
const IdleInTransactionMs = 30_000;
/** The server is given the chance to say no by itself; after this it is taken for gone. */
const GraceMs = 5_000;
const KeepAliveAfterMs = 10_000;

/** What the driver gets: each of its waits has a limit. */
export function connectionConfig(
	{ url, behindPooler }: PostgresqlUrl,
	schema: string | null,
	{ connections, statementMs }: ConnectionLimits
): PoolConfig {
	return {
		connectionString: schema === null ? url : withSearchPath(url, schema),
		max: connections,
		connectionTimeoutMillis: ConnectMs,
		query_timeout: statementMs + GraceMs,
		keepAlive: true,
		keepAliveInitialDelayMillis: KeepAliveAfterMs,
		fallback_application_name: 'sapphire-plugin-kick',
		...(!behindPooler && {
			statement_timeout: statementMs,
			idle_in_transaction_session_timeout: IdleInTransactionMs
		})
	};
}

/** Our own SQL names no schema: the connection has to know it. What the URL says wins over the other settings, so it goes there. */
function withSearchPath(url: string, schema: string): string {
	const quoted = `"${schema.replaceAll('"', '""')}"`;
	const setting = `-c search_path=${quoted.replace(/[\\\s]/g, '\\$&')}`;
	const given = new URLSearchParams(url.split('?')[1]).get('options');
	const options = given ? `${given} ${setting}` : setting;
	return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`;
}
