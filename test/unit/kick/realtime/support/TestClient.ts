import { type ChatroomFrame, RealtimeClient, type RealtimeClientOptions } from '../../../../../src/lib/kick/index.js';
import { VirtualClock } from '../../../time/VirtualClock.js';
import { Mailbox } from './Mailbox.js';

/** Nothing listens on this port: no request may go there. */
const nowhere = 'http://127.0.0.1:9';

/** A client with real sockets, whose clock only the test advances. */
export class TestClient {
	public readonly clock = new VirtualClock();
	public readonly frames = new Mailbox<ChatroomFrame>('frame');
	public readonly notices = new Mailbox<string>('notice');
	public readonly client: RealtimeClient;
	/** All notices, read or not. */
	public readonly seenNotices: string[] = [];

	public constructor(options: Partial<RealtimeClientOptions>) {
		this.client = new RealtimeClient({
			provider: 'pusher',
			pusherUrl: 'ws://127.0.0.1:9/app/key',
			negotiationUrl: nowhere,
			onFrame: (frame) => this.frames.put(frame),
			onNotice: (text) => {
				this.seenNotices.push(text);
				this.notices.put(text);
			},
			clock: this.clock,
			random: () => 0.5,
			...options
		});
	}

	/** Advances the time meanwhile, in case a server does not answer the close. */
	public async stop(): Promise<void> {
		const stopped = this.client.stop();
		await this.clock.advance(2_000);
		await stopped;
	}

	/** Sets the chatrooms, and advances the time until a connection starts. */
	public async want(...ids: number[]): Promise<void> {
		this.client.setChatrooms(new Set(ids));
		await this.clock.advance(0);
	}

	/** Advances the time after the next reported loss until the next attempt starts. */
	public async retried(): Promise<string> {
		const notice = await this.notices.takeUntil((text) => /Next try/.test(text));
		const seconds = Number(/Next try in (\d+) second/.exec(notice)?.[1]);
		await this.clock.advance(seconds * 1000);
		return notice;
	}
}
