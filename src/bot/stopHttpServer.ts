import type { Server } from 'node:http';

const GraceMs = 1_500;

/** Stops a server: waits a moment for running requests, then closes all connections. */
export async function stopHttpServer(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	const timer = setTimeout(() => server.closeAllConnections(), GraceMs);
	await closed;
	clearTimeout(timer);
}
