import type { ServerResponse } from 'node:http';

/** A client with a larger backlog is cut off, and starts again with a snapshot. */
const BacklogLimitBytes = 4 * 1024 * 1024;
const ReconnectMs = 1_000;

/**
 * Stream of server-sent events to all open pages.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
	readonly #clients = new Set<ServerResponse>();

	/** @param snapshot First event of the page, also after each interruption. */
	public open(response: ServerResponse, snapshot: object): void {
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		response.write(`retry: ${ReconnectMs}\n\n${eventText('snapshot', snapshot)}`);
		this.#clients.add(response);
		response.once('close', () => this.#clients.delete(response));
	}

	public send(event: string, data: object): void {
		for (const response of this.#clients) {
			response.write(eventText(event, data));
			if (response.writableLength > BacklogLimitBytes) response.destroy();
		}
	}
}

function eventText(event: string, data: object): string {
	return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
