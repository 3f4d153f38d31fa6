import type { ServerResponse } from 'node:http';

export function sendJson(response: ServerResponse, status: number, data: unknown): void {
	const body = JSON.stringify(data);
	response.writeHead(status, {
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': Buffer.byteLength(body)
	});
	response.end(body);
}
