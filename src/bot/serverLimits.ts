/** Limits for requests, which take milliseconds. Node's defaults are minutes. */
export const ServerLimits = {
	requestTimeout: 15_000,
	headersTimeout: 10_000,
	connectionsCheckingInterval: 5_000,
	keepAliveTimeout: 5_000,
	maxHeaderSize: 16_384
};
