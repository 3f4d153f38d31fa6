import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PatienceMs } from '../../support/patience.js';
import { type RawAnswer, readAnswers } from './readAnswers.js';

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

	/** Takes nothing more of what the other side sends. */
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
	public answers(count: number): Promise<RawAnswer[]> {
		return new Promise((resolve, reject) => {
			const settle = (end: () => void) => {
				clearTimeout(timer);
				this.socket.off('data', look).off('close', look);
				end();
			};
			const timer = setTimeout(() => {
				const what = `${this.#answersSoFar.length} of ${count} answers within ${PatienceMs / 1_000} s`;
				settle(() => reject(new Error(what)));
			}, PatienceMs);
			const look = () => {
				if (this.isOpen && this.#answersSoFar.length < count) return;
				settle(() => resolve(this.#answersSoFar));
			};
			this.socket.on('data', look).on('close', look);
			look();
		});
	}

	get #answersSoFar(): RawAnswer[] {
		return readAnswers(this.#received, !this.isOpen);
	}
}
