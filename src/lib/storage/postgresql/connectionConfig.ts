import type { PoolConfig } from 'pg';
import { environment } from '../../config/environment.js';
import type { PostgresqlUrl } from './postgresqlUrl.js';

export interface ConnectionLimits {
	/** Maximum number of connections. */
	readonly connections: number;
	/** Time after which the server cancels a statement. */
	readonly statementMs: number;
}

/** Time limit to connect, or to get a free connection of the pool. */
const ConnectMs = 10_000;
/** Limits how long a vanished process may hold the head of the log. Others wait no longer than a statement may take. */
const IdleInTransactionMs = 9_000;
/** Extra time for the server to report a timeout itself. After that it counts as unreachable. */
const GraceMs = 5_000;
const KeepAliveAfterMs = 10_000;
/** The only format of times that Prisma's adapter reads. Server, database, user or URL may set another one. */
const ReadableTimes = ['TimeZone=UTC', 'DateStyle=ISO'];
/** The default may be stricter, and then writers of events would conflict at the head of the log. */
const Isolation = 'default_transaction_isolation=read\\ committed';

/** Returns the driver's configuration, with a limit for each kind of wait. */
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

/** Sets the schema for the connection, because the plugin's own SQL names none. */
function searchPath(schema: string): string {
	const quoted = `"${schema.replaceAll('"', '""')}"`;
	return `search_path=${quoted.replace(/[\\\s]/g, '\\$&')}`;
}

/**
 * Adds settings to the URL, because the URL overrides the driver's other settings. The last of two values for one name
 * wins.
 */
function withSettings(url: string, settings: readonly string[]): string {
	const given = new URLSearchParams(url.split('?')[1]).get('options') ?? environment().PGOPTIONS;
	const options = [...(given ? [given] : []), ...settings.map((setting) => `-c ${setting}`)].join(' ');
	return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`;
}
