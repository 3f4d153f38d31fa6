import { Connection, type ConnectionContext } from './Connection.js';
import type { ChatroomStatus, RealtimeConnectionStatus } from './types.js';

/** Maximum number of chatrooms per connection, which other clients of Kick's servers also keep to. */
const ChatroomsPerConnection = 100;
/** Delay between the starts of new connections. */
const StartPauseMs = 200;

/** Distributes chatrooms over as few connections as possible without moving subscribed ones. */
export class ConnectionPool {
	readonly #context: ConnectionContext;
	readonly #connections = new Set<Connection>();
	readonly #closing = new Set<Promise<void>>();
	readonly #homes = new Map<number, Connection>();

	public constructor(context: ConnectionContext) {
		this.#context = context;
	}

	public get connections(): RealtimeConnectionStatus[] {
		return [...this.#connections].map(({ status }) => status);
	}

	public chatroom(id: number): ChatroomStatus | null {
		return this.#homes.get(id)?.chatroom(id) ?? null;
	}

	public setChatrooms(wanted: ReadonlySet<number>): void {
		for (const id of [...this.#homes.keys()]) if (!wanted.has(id)) this.#leave(id);
		for (const id of wanted) if (!this.#homes.has(id)) this.#join(id);
		for (const connection of this.#connections) if (connection.size === 0) this.#close(connection);
	}

	/** Closes all connections. Resolves within 2 seconds. */
	public async stop(): Promise<void> {
		this.#homes.clear();
		for (const connection of this.#connections) this.#close(connection);
		await Promise.all(this.#closing);
	}

	#join(id: number): void {
		const connection = this.#fullestWithRoom() ?? this.#open();
		this.#homes.set(id, connection);
		connection.join(id);
	}

	#leave(id: number): void {
		this.#homes.get(id)?.leave(id);
		this.#homes.delete(id);
	}

	/** Returns the fullest connection with room, so that the emptier ones can empty and close. */
	#fullestWithRoom(): Connection | null {
		let fullest: Connection | null = null;
		for (const connection of this.#connections) {
			if (connection.size < ChatroomsPerConnection && connection.size > (fullest?.size ?? -1)) fullest = connection;
		}
		return fullest;
	}

	#open(): Connection {
		const connection = new Connection(this.#context, this.#context.random() * StartPauseMs * this.#connections.size);
		this.#connections.add(connection);
		return connection;
	}

	#close(connection: Connection): void {
		this.#connections.delete(connection);
		const closed = connection
			.stop()
			.catch(() => undefined)
			.finally(() => this.#closing.delete(closed));
		this.#closing.add(closed);
	}
}
