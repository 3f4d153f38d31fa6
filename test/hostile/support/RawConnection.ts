import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PatienceMs } from '../../support/patience.js';
import { type RawAnswer, readAnswers } from './readAnswers.js';

/** TCP connection that sends any bytes, because HTTP clients refuse to send most attacks. */
export class RawConnection {
	/** Resolves when either side has ended the connection. */
	public readonly closed: Promise<void>;
	#received = Buffer.alloc(0);

	private constructor(private readonly socket: Socket) {
		this.closed = new Promise((resolve) => void socket.once('close', () => resolve()));
		// The server may close the connection during a write. Only its answers matter.
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			this.#received = Buffer.concat([this.#received, chunk]);
		});
	}

	public static async open(port: number): Promise<RawConnection> {
		const socket = connect({ port, host: 'localhost', noDelay: true });
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

	/** Stops reading what the other side sends. */
	public stopReading(): this {
		this.socket.pause();
		return this;
	}

	/** Sends the bytes one by one, with a pause after each, until the connection ends. */
	public async trickle(bytes: Buffer, pauseMs = 1_000): Promise<void> {
		for (const byte of bytes) {
			if (!this.isOpen) return;
			this.write(Buffer.of(byte));
			await Promise.race([pause(pauseMs), this.closed]);
		}
	}

	/** Ends this side of the connection. The other side may still answer. */
	public end(): this {
		this.socket.end();
		return this;
	}

	/** Closes the connection at once. */
	public destroy(): void {
		this.socket.destroy();
	}

	/**
	 * Sends the same bytes repeatedly, as fast as the other side reads them.
	 *
	 * @param maxBytes Stops after this number of bytes. Default: when the connection ends.
	 */
	public async flood(bytes: Buffer, maxBytes = Number.POSITIVE_INFINITY): Promise<void> {
		for (let sent = 0; sent < maxBytes && this.socket.writable; sent += bytes.length) {
			if (!this.socket.write(bytes))
				await Promise.race([once(this.socket, 'drain').catch(() => undefined), this.closed]);
		}
	}

	/** Resolves with this number of answers, or with fewer if the connection ends earlier. */
	public answers(count: number): Promise<RawAnswer[]> {
		return new Promise((resolve, reject) => {
			const settle = (end: () => void) => {
				clearTimeout(timer);
				this.socket.off('data', check).off('close', check);
				end();
			};
			const timer = setTimeout(() => {
				const what = `${this.#answersSoFar.length} of ${count} answers within ${PatienceMs / 1_000} s`;
				settle(() => reject(new Error(what)));
			}, PatienceMs);
			const check = () => {
				if (this.isOpen && this.#answersSoFar.length < count) return;
				settle(() => resolve(this.#answersSoFar));
			};
			this.socket.on('data', check).on('close', check);
			check();
		});
	}

	get #answersSoFar(): RawAnswer[] {
		return readAnswers(this.#received, !this.isOpen);
	}
}
