/** Error codes of the system, of undici and of TLS, in words for the person who runs the bot. */
const Words: Readonly<Record<string, string>> = {
	ENOTFOUND: 'its name is not known',
	EAI_AGAIN: 'no name server answers',
	ECONNREFUSED: 'nothing listens there',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	UND_ERR_SOCKET: 'the connection was cut',
	ETIMEDOUT: 'no answer in time',
	UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
	UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
	ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS'
};

/** Failure of the connection to a proxy, not of that to the server. */
export class ProxyError extends Error {
	public override readonly name = 'ProxyError';
	public readonly code = 'ERR_PROXY';

	public constructor(cause: unknown) {
		super('The proxy could not be used.', { cause });
	}
}

/**
 * Returns why a connection failed, or `null` for an error that is not about a connection.
 *
 * The text contains no address, because an address may hold a password.
 */
export function connectionReason(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	if (error instanceof ProxyError) {
		return `the proxy could not be used: ${connectionReason(error.cause) ?? 'no readable answer'}`;
	}
	const refused = /^Proxy response \((\d{3})\)/.exec(error.message);
	if (refused) return `the proxy answered ${refused[1]}`;
	const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
	const words = code === null ? undefined : Words[code];
	if (words) return `${words} (${code})`;
	if (error instanceof AggregateError && error.errors.length > 0) return connectionReason(error.errors[0]);
	return connectionReason(error.cause);
}
