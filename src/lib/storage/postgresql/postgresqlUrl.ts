import { KickError } from '../../kick/errors.js';

/** What a `postgresql://` URL says to us. The rest of it is for the driver. */
export interface PostgresqlUrl {
	/** The URL itself, with its password: never print it. */
	readonly url: string;
	/** `schema`, as Prisma has it; `null` = the one that the server gives the user. */
	readonly schema: string | null;
	/** `connection_limit`, as Prisma has it: how many connections this process may hold. */
	readonly connectionLimit: number;
	/** `pgbouncer=true`, as Prisma has it: a pooler that refuses a connection with settings of its own. */
	readonly behindPooler: boolean;
}

/** A server takes 100 by default: room for several processes, and for the programs beside them. */
const DefaultConnectionLimit = 10;

/** @throws {KickError} `not_configured`, without the URL in it. */
export function parsePostgresqlUrl(url: string): PostgresqlUrl {
	// The driver also takes a URL with a user and no host, which the platform's parser refuses.
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
			: 'DATABASE_URL is not usable: write it as postgresql://user:password@host:5432/database, with special characters of the password escaped (@ as %40, # as %23, / as %2F).'
	);
}
