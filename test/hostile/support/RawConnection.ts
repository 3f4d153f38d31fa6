import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type RawAnswer, readAnswers } from './readAnswers.js';

const WaitLimitMs = 30_000;

/** A TCP connection that sends any bytes whatever: HTTP clients are too polite for most attacks. */
export class RawConnection {
	/** Resolves when the connection has ended, by whichever side. */
	public readonly closed: Promise<void>;
	#received = Buffer.alloc(0);

	private constructor(private readonly socket: Socket) {
		this.closed = new Promise((resolve) => void socket.once('close', () => resolve()));
		// The server may close while something is being written: what was answered counts.
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			this.#received = Buffer.concat([this.#received, chunk]);
		});
	}

	public static async open(port: number): Promise<RawConnection> {
		const socket = connect({ port, host: 'localhost', allowHalfOpen: true, noDelay: true });
		await once(socket, 'connect');
		return new RawConnection(socket);
	}

	public get isOpen(): boolean {
		return !this.socket.destroyed;
	}

	public write(data: string | Buffer): this {
		if (this.socket.writable) this.socket.write(data);
		return this;
	}

	/** Ends its own side; the other may still answer. */
	public end(): this {
		this.socket.end();
		return this;
	}

	/** Goes without a word. */
	public destroy(): void {
		this.socket.destroy();
	}

	/** Sends the same bytes again and again, as fast as they are taken, until the connection ends or so many bytes are sent. */
	public async flood(bytes: Buffer, most = Number.POSITIVE_INFINITY): Promise<void> {
		for (let sent = 0; sent < most && this.socket.writable; sent += bytes.length) {
			if (!this.socket.write(bytes))
				await Promise.race([once(this.socket, 'drain').catch(() => undefined), this.closed]);
		}
	}

	/** Resolves with that many answers, or with fewer when the connection ends before. */
	public async answers(count: number): Promise<RawAnswer[]> {
		const limit = AbortSignal.timeout(WaitLimitMs);
		for (;;) {
			const answers = readAnswers(this.#received, this.socket.readableEnded || this.socket.destroyed);
			if (answers.length >= count || this.socket.readableEnded || this.socket.destroyed) return answers;
			limit.throwIfAborted();
			await Promise.race([
				once(this.socket, 'data', { signal: limit }),
				once(this.socket, 'end', { signal: limit }),
				this.closed
			]);
		}
	}
}
