import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../../sandbox/demo/freePort.js';
import { LocalServer } from './LocalServer.js';

const run = promisify(execFile);

/** A PostgreSQL server of the running test. */
export class PostgresqlServer {
	private constructor(
		public readonly url: string,
		private readonly server: LocalServer
	) {}

	/**
	 * @param initdb The program that creates its files; the server is in the same folder.
	 * @param settings Settings of the server that differ from its defaults.
	 */
	public static async start(
		initdb: string,
		settings: Readonly<Record<string, string>> = {}
	): Promise<PostgresqlServer> {
		const folder = await mkdtemp(join(tmpdir(), 'kick-postgresql-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		const user = await serverUser();
		if (user) await chown(folder, user.uid, user.gid);
		const data = join(folder, 'data');
		await run(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], { cwd: folder, ...user });

		const port = await freePort();
		const set = Object.entries({ listen_addresses: '127.0.0.1', ...settings });
		const server = new LocalServer({
			command: join(dirname(initdb), 'postgres'),
			args: [
				'-D',
				data,
				'-k',
				folder,
				'-p',
				String(port),
				...set.flatMap(([name, value]) => ['-c', `${name}=${value}`])
			],
			readyText: 'database system is ready to accept connections',
			user
		});
		const postgresql = new PostgresqlServer(`postgresql://postgres@127.0.0.1:${port}/postgres`, server);
		onTestFinished(() => server.stop('SIGQUIT'));
		await postgresql.start();
		return postgresql;
	}

	/** Starts it again at the same address. */
	public start(): Promise<void> {
		return this.server.start();
	}

	/** Stops it as an upgrade or a reboot of its machine would. */
	public stop(): Promise<void> {
		return this.server.stop('SIGINT');
	}

	/** Stops it as a crash would: at its next start it has to recover. */
	public crash(): Promise<void> {
		return this.server.stop('SIGQUIT');
	}
}

/** PostgreSQL refuses to run as root. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout))
	);
	return { uid: uid!, gid: gid! };
}
