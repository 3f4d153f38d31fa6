import { KickError } from '../../kick/errors.js';

/** Returns an error with the reason in the server's own words. It does not contain the URL, which has the password. */
export function postgresqlUnavailable(cause: unknown): KickError {
	return new KickError(
		'storage_unavailable',
		`The PostgreSQL database of DATABASE_URL can't be used: ${reasonOf(cause)}.`,
		{ cause }
	);
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	// Prisma's adapter keeps the details in `cause`, and its message has only the kind.
	const known = error.cause as { kind?: string; originalMessage?: string; host?: string; port?: number } | undefined;
	if (known?.originalMessage) return known.originalMessage;
	if (known?.kind === 'DatabaseNotReachable')
		return `no server answers at ${known.host}${known.port ? `:${known.port}` : ''}`;
	// A host name with several addresses fails with one error for each, and with an empty message of its own.
	if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
	return error.message || error.name;
}
