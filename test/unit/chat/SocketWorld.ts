import { err, ok, type Result } from '@sapphire/result';
import { ApiTransport } from '../../../src/lib/chat/ApiTransport.js';
import { ChatSender } from '../../../src/lib/chat/ChatSender.js';
import type { BotToken, BotTokens, ChatSocket } from '../../../src/lib/chat/ports.js';
import { SocketTransport } from '../../../src/lib/chat/SocketTransport.js';
import type { KickError, KickErrorCode } from '../../../src/lib/kick/errors.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { VirtualClock } from '../time/VirtualClock.js';
import { CountingKick, CountingTokens, kickError } from './CountingKick.js';

/** Shows every message after a while, or never. */
class EchoingSocket implements ChatSocket {
	public isUp = true;
	public echoAfterMs: number | null = 100;
	/** Ids that were waited for, and when the wait started. */
	public readonly waits: { messageId: string; at: number }[] = [];

	public constructor(private readonly clock: VirtualClock) {}

	public isSubscribed(): boolean {
		return this.isUp;
	}

	public waitForEcho(messageId: string, limitMs: number): Promise<boolean> {
		this.waits.push({ messageId, at: this.clock.now() });
		const { echoAfterMs } = this;
		const isSeen = echoAfterMs !== null && echoAfterMs < limitMs;
		return new Promise((resolve) => this.clock.after(isSeen ? echoAfterMs : limitMs, () => resolve(isSeen)));
	}
}

/** A bot account whose token has a number, higher after each renewal. */
class RenewableBot implements BotTokens {
	public error: KickErrorCode | null = null;
	public renewalError: KickErrorCode | null = null;
	public number = 1;

	public async token(): Promise<Result<BotToken, KickError>> {
		if (this.error) return err(kickError(this.error));
		return ok({ accessToken: `bot-${this.number}`, userId: 99, username: 'writer' });
	}

	public async renew(): Promise<Result<BotToken, KickError>> {
		if (this.renewalError) return err(kickError(this.renewalError));
		this.number++;
		return this.token();
	}
}

/** A sender that tries the socket first, with a fake clock. */
export class SocketWorld {
	public readonly clock = new VirtualClock();
	public readonly kick = new CountingKick(this.clock);
	public readonly socket = new EchoingSocket(this.clock);
	public readonly bot = new RenewableBot();
	public readonly logger = recordingLogger();
	public readonly sender: ChatSender;

	public constructor() {
		const { bot, clock, kick, logger, socket } = this;
		this.sender = new ChatSender({
			transports: [
				new SocketTransport({ socket, bot, api: kick, logger, clock }),
				new ApiTransport(new CountingTokens(), kick, clock)
			],
			clock
		});
	}

	/** Author of each request. */
	public get authors(): string[] {
		return this.kick.posts.map(({ accessToken, type }) => (accessToken.startsWith('bot-') ? accessToken : type));
	}
}
