import type { ServerResponse } from 'node:http';
import { sendJson } from '../lib/http/json.js';
import type { KickService } from '../lib/KickService.js';

/** Answers load balancers and hosting panels: 200 while this process works, 503 otherwise. */
export async function answerHealth(kick: Pick<KickService, 'health'>, response: ServerResponse): Promise<void> {
	const health = await kick.health();
	sendJson(response, health.status === 'ok' ? 200 : 503, health);
}

/** Answers with Prometheus text. It contains counts only, and names no server, person or channel. */
export async function answerMetrics(kick: Pick<KickService, 'metrics'>, response: ServerResponse): Promise<void> {
	const { contentType, text } = await kick.metrics.render();
	response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) }).end(text);
}
