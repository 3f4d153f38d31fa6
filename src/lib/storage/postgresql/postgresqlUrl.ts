import { KickError } from '../../kick/errors.js';

/** Parameters of a `postgresql://` URL that the plugin reads. The driver reads the rest. */
export interface PostgresqlUrl {
	/** The URL itself, with its password. Never print it. */
	readonly url: string;
	/** Prisma's `schema`. `null`: the schema that the server gives the user. */
	readonly schema: string | null;
	/** Prisma's `connection_limit`: maximum number of connections of this process. */
	readonly connectionLimit: number;
	/** Prisma's `pgbouncer=true`: a pooler that refuses connections with settings of their own. */
	readonly behindPooler: boolean;
}

/** A server accepts 100 connections by default, which leaves room for several processes and for other programs. */
const DefaultConnectionLimit = 10;

/**
 * Parses the URL of a PostgreSQL database.
 *
 * @throws {KickError} `not_configured`, without the URL in it.
 */
export function parsePostgresqlUrl(url: string): PostgresqlUrl {
	// The driver also accepts a URL with a user and no host, which the platform's parser refuses.
	if (!/^postgres(ql)?:\/\//i.test(url) || !URL.canParse(url.replace('@/', '@localhost/'))) throw unusable();
	const parameters = new URLSearchParams(url.split('?')[1]);
	const connectionLimit = Number(parameters.get('connection_limit') ?? DefaultConnectionLimit);
	if (!Number.isInteger(connectionLimit) || connectionLimit < 1) throw unusable('connection_limit');
	return {
		url,
		schema: parameters.get('schema') || null,
		connectionLimit,
		behindPooler: parameters.get('pgbouncer') === 'true'
	};
}

function unusable(parameter?: string): KickError {
	return new KickError(
		'not_configured',
		parameter
			? `DATABASE_URL is not usable: its ${parameter} is not a number of 1 or more.`
			: 'DATABASE_URL is not usable: write it as postgresql://user:password@host:5432/database, with ' +
					'special characters of the password escaped (@ as %40, # as %23, / as %2F).'
	);
}
