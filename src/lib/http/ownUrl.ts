import type { Server } from 'node:http';

/** Where this process reaches one of its own routes; `null` while its server does not listen on a port. */
export function ownUrl(server: Pick<Server, 'address'>, ...path: readonly string[]): URL | null {
	const address = server.address();
	if (typeof address !== 'object' || address === null) return null;
	const isEverywhere = address.address === '::' || address.address === '0.0.0.0';
	const host = address.family === 'IPv6' && !isEverywhere ? `[${address.address}]` : address.address;
	const parts = path.flatMap((part) => part.split('/')).filter((part) => part.length > 0);
	return new URL(parts.join('/'), `http://${isEverywhere ? '127.0.0.1' : host}:${address.port}/`);
}
