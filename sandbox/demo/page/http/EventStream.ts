import type { ServerResponse } from 'node:http';

/** A client that reads this slowly starts anew with a snapshot. */
const BacklogLimitBytes = 4 * 1024 * 1024;
const ReconnectMs = 1_000;

/**
 * Server-sent events to every open page.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
	readonly #clients = new Set<ServerResponse>();

	/** @param snapshot what the page begins with, at first and after each interruption. */
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
