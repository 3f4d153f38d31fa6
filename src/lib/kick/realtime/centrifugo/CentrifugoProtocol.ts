import { parseJson } from '../../../parseJson.js';
import { channelOf } from '../channelName.js';
import type { Closure, ClosureKind, Protocol, Signal } from '../Protocol.js';
import { type Command, closureKindOf, readPush, readReply } from './readServer.js';
import * as schemas from './schemas.js';

const Pong = '{}';

/** More real documents do not fit into a message. A megabyte of empty ones would block the bot for seconds. */
const MaxDocuments = 10_000;
const TooManyDocuments: Closure = {
	kind: 'lost',
	problem: `the server sent more than ${MaxDocuments} documents at once`
};

/** Centrifugo's protocol. @see https://centrifugal.dev/docs/transports/client_protocol */
export class CentrifugoProtocol implements Protocol {
	readonly #token: string;
	readonly #commands = new Map<number, Command>();
	#lastId = 0;

	public constructor(token: string) {
		this.#token = token;
	}

	public greeting(): string[] {
		return [this.#command({ name: 'connect' }, { connect: { token: this.#token, name: 'js' } })];
	}

	public renewal(token: string): string {
		return this.#command({ name: 'refresh' }, { refresh: { token } });
	}

	public subscribe(chatroomIds: readonly number[]): string[] {
		const commands = chatroomIds.map((chatroomId) => {
			this.#forget(chatroomId);
			return this.#command({ name: 'subscribe', chatroomId }, { subscribe: { channel: channelOf(chatroomId) } });
		});
		return [commands.join('\n')];
	}

	public unsubscribe(chatroomId: number): string[] {
		this.#forget(chatroomId);
		return [JSON.stringify({ unsubscribe: { channel: channelOf(chatroomId) }, id: ++this.#lastId })];
	}

	public receive(text: string): Signal[] {
		const lines = text.split('\n', MaxDocuments + 1);
		if (lines.length > MaxDocuments) return [{ type: 'failed', closure: TooManyDocuments }];
		const documents = lines.filter((line) => line !== '').map(parseJson);
		const signals = documents.flatMap((document) => this.#read(document));
		// Sends one pong for all pings in a message, so that the answer is never larger than the message.
		return documents.some(isPing) ? [{ type: 'answer', text: Pong }, ...signals] : signals;
	}

	public closureKindOf(code: number): ClosureKind {
		return closureKindOf(code);
	}

	#command(command: Command, body: object): string {
		this.#commands.set(++this.#lastId, command);
		return JSON.stringify({ ...body, id: this.#lastId });
	}

	/** Removes earlier subscribe commands of a chatroom, because their answers may never arrive. */
	#forget(chatroomId: number): void {
		for (const [id, command] of this.#commands) {
			if (command.name === 'subscribe' && command.chatroomId === chatroomId) this.#commands.delete(id);
		}
	}

	#read(document: unknown): Signal[] {
		const push = schemas.push.safeParse(document);
		if (push.success) return readPush(push.data.push);
		const reply = schemas.reply.safeParse(document);
		const command = reply.success ? this.#commands.get(reply.data.id) : undefined;
		if (!reply.success || !command) return [];
		this.#commands.delete(reply.data.id);
		return readReply(command, reply.data);
	}
}

function isPing(document: unknown): boolean {
	return (
		typeof document === 'object' && document !== null && !Array.isArray(document) && Object.keys(document).length === 0
	);
}
