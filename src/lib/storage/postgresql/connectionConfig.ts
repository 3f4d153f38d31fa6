import type { PoolConfig } from 'pg';
import { environment } from '../../config/environment.js';
import type { PostgresqlUrl } from './postgresqlUrl.js';

export interface ConnectionLimits {
	/** How many connections there may be. */
	readonly connections: number;
	/** After which the server gives up a statement. */
	readonly statementMs: number;
}

/** To connect, or to get a connection that is in use. */
const ConnectMs = 10_000;
/** A process that vanishes may hold the head of the log. Others wait for it no longer than a statement may take. */
const IdleInTransactionMs = 9_000;
/** The server is given the chance to say no by itself; after this it is taken for gone. */
const GraceMs = 5_000;
const KeepAliveAfterMs = 10_000;
/** Prisma's adapter reads times in this form only, whatever the server, the database, the user or the URL ask for. */
const ReadableTimes = ['TimeZone=UTC', 'DateStyle=ISO'];
/** The default may be a stricter one, where all who store events would conflict at the head of the log. */
const Isolation = 'default_transaction_isolation=read\\ committed';

/** What the driver gets: each of its waits has a limit. */
export function connectionConfig(
	{ url, behindPooler }: PostgresqlUrl,
	schema: string | null,
	{ connections, statementMs }: ConnectionLimits
): PoolConfig {
	const settings = [
		...(behindPooler ? [] : [...ReadableTimes, Isolation]),
		...(schema === null ? [] : [searchPath(schema)])
	];
	return {
		connectionString: settings.length === 0 ? url : withSettings(url, settings),
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

/** Our own SQL names no schema: the connection has to know it. */
function searchPath(schema: string): string {
	const quoted = `"${schema.replaceAll('"', '""')}"`;
	return `search_path=${quoted.replace(/[\\\s]/g, '\\$&')}`;
}

/** What the URL says wins over the driver's other settings, so they go there; the last of two for the same name counts. */
function withSettings(url: string, settings: readonly string[]): string {
	const given = new URLSearchParams(url.split('?')[1]).get('options') ?? environment().PGOPTIONS;
	const options = [...(given ? [given] : []), ...settings.map((setting) => `-c ${setting}`)].join(' ');
	return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`;
}
