import { onTestFinished } from 'vitest';
import { freePort } from '../../../../sandbox/demo/freePort.js';
import { LocalServer } from './LocalServer.js';

/** A Redis server of the running test. */
export class RedisServer {
	private constructor(
		public readonly url: string,
		private readonly server: LocalServer
	) {}

	/** @param settings Further arguments of the server. */
	public static async start(program: string, settings: readonly string[] = []): Promise<RedisServer> {
		const port = await freePort();
		const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', ...settings];
		const server = new LocalServer({ command: program, args, readyText: 'Ready to accept connections' });
		const redis = new RedisServer(`redis://127.0.0.1:${port}`, server);
		onTestFinished(() => redis.stop());
		await redis.start();
		return redis;
	}

	/** Starts it again at the same address. */
	public start(): Promise<void> {
		return this.server.start();
	}

	public stop(): Promise<void> {
		return this.server.stop('SIGKILL');
	}

	/** Makes it hang, which is worse than being away. */
	public freeze(): void {
		this.server.freeze();
	}

	public thaw(): void {
		this.server.thaw();
	}
}
