import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../kick/busyChats.mjs', import.meta.url));

interface Addresses {
	pusherUrl: string;
	url: string;
	chatroomIds: readonly number[];
}

/** A simulated Kick with busy chats, in another process. */
export class BusyChats {
	private constructor(
		private readonly child: ChildProcess,
		public readonly addresses: Addresses
	) {}

	/** Starts it until the running test ends. */
	public static async start(chats: number): Promise<BusyChats> {
		const child = fork(program, { env: { PATH: process.env.PATH, CHATS: String(chats) } });
		onTestFinished(() => void child.kill('SIGKILL'));
		const [addresses] = await once(child, 'message');
		return new BusyChats(child, addresses as Addresses);
	}

	/** Starts when every chat has a listener. Resolves with the seconds it took when all messages are sent. */
	public async talk(messages: number, perSecond: number): Promise<number> {
		this.child.send({ talk: { messages, perSecond } });
		const [{ seconds }] = (await once(this.child, 'message')) as [{ seconds: number }];
		return seconds;
	}
}
