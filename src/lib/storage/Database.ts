import { withTimeout } from '../time/withTimeout.js';
import { ChatterRepository } from './chatters/ChatterRepository.js';
import { ConsumerRepository } from './consumers/ConsumerRepository.js';
import type { DirectClient } from './direct/DirectClient.js';
import { rowSources } from './direct/rowSources.js';
import { EventLogRepository } from './eventLog/EventLogRepository.js';
import { EventRepository } from './events/EventRepository.js';
import type { EventWriter } from './events/EventWriter.js';
import { OldLog } from './events/OldLog.js';
import { ChangeRepository } from './history/ChangeRepository.js';
import type { PrismaClient } from './prisma.js';
import type { Provider } from './provider.js';
import { AccountRepository } from './repositories/AccountRepository.js';
import { BegunEventRepository } from './repositories/BegunEventRepository.js';
import { ChatroomRepository } from './repositories/ChatroomRepository.js';
import { DepartureRepository } from './repositories/DepartureRepository.js';
import { EditorRepository } from './repositories/EditorRepository.js';
import { KeyRepository } from './repositories/KeyRepository.js';
import { databaseTimes, LeaseRepository } from './repositories/LeaseRepository.js';
import { LinkRepository } from './repositories/LinkRepository.js';
import { LinkStateRepository } from './repositories/LinkStateRepository.js';
import { RevocationRepository } from './repositories/RevocationRepository.js';
import { SessionRepository } from './repositories/SessionRepository.js';
import { SettingsRepository } from './repositories/SettingsRepository.js';
import { SubscriptionRepository } from './repositories/SubscriptionRepository.js';
import { SubscriptionRequestRepository } from './repositories/SubscriptionRequestRepository.js';
import { UsedFormRepository } from './repositories/UsedFormRepository.js';
import { rowLocks } from './support/rowLocks.js';
import { WriteProbe } from './WriteProbe.js';
import { StreamRepository } from './watchtime/StreamRepository.js';
import { ViewerRepository } from './watchtime/ViewerRepository.js';
import { WatchtimeRepository } from './watchtime/WatchtimeRepository.js';

export interface DatabaseSettings {
	/** Milliseconds that a chatter counts as present after a message. */
	presenceMs: number;
}

export interface DatabaseOptions {
	prisma: PrismaClient;
	/** Uses the same connections as `prisma`. */
	direct: DirectClient;
	writer: EventWriter;
	provider: Provider;
	migrated: readonly string[];
	settings: DatabaseSettings;
	/** Rejects when the database behind the client is gone. */
	check(): Promise<void>;
	/** Releases the database behind the client. */
	dispose(): Promise<void>;
}

const PingLimitMs = 5_000;
/** Without this limit, an unresponsive server would keep the bot from stopping. */
const CloseLimitMs = 5_000;

/** All repositories over one client, for either provider. */
export class Database {
	public readonly provider: Provider;
	/** Names of the migrations that opening applied. */
	public readonly migrated: readonly string[];
	public readonly settings: SettingsRepository;
	public readonly accounts: AccountRepository;
	public readonly revocations: RevocationRepository;
	public readonly keys: KeyRepository;
	public readonly links: LinkRepository;
	public readonly linkStates: LinkStateRepository;
	public readonly subscriptions: SubscriptionRepository;
	public readonly subscriptionRequests: SubscriptionRequestRepository;
	public readonly events: EventRepository;
	public readonly eventLog: EventLogRepository;
	public readonly oldLog: OldLog;
	public readonly consumers: ConsumerRepository;
	public readonly begunEvents: BegunEventRepository;
	public readonly chatrooms: ChatroomRepository;
	public readonly chatters: ChatterRepository;
	public readonly departures: DepartureRepository;
	public readonly leases: LeaseRepository;
	public readonly sessions: SessionRepository;
	public readonly usedForms: UsedFormRepository;
	public readonly changes: ChangeRepository;
	public readonly editors: EditorRepository;
	public readonly streams: StreamRepository;
	public readonly viewers: ViewerRepository;
	public readonly watchtime: WatchtimeRepository;
	readonly #prisma: PrismaClient;
	readonly #writer: EventWriter;
	readonly #probe: WriteProbe;
	readonly #check: () => Promise<void>;
	readonly #dispose: () => Promise<void>;

	public constructor({ prisma, direct, writer, provider, migrated, settings, check, dispose }: DatabaseOptions) {
		this.#prisma = prisma;
		this.#writer = writer;
		this.#probe = new WriteProbe(direct);
		this.#check = check;
		this.#dispose = dispose;
		this.provider = provider;
		this.migrated = migrated;
		const locks = rowLocks[provider];
		this.settings = new SettingsRepository(prisma);
		this.accounts = new AccountRepository(prisma, locks);
		this.revocations = new RevocationRepository(prisma);
		this.keys = new KeyRepository(prisma);
		this.links = new LinkRepository(prisma);
		this.linkStates = new LinkStateRepository(prisma);
		this.subscriptions = new SubscriptionRepository(prisma);
		this.subscriptionRequests = new SubscriptionRequestRepository(prisma);
		this.oldLog = new OldLog({ direct, rowSource: rowSources[provider], provider });
		this.events = new EventRepository({
			prisma,
			direct,
			writer,
			locks,
			old: this.oldLog
		});
		this.eventLog = new EventLogRepository(prisma, provider);
		this.consumers = new ConsumerRepository({ direct, writer, rowSource: rowSources[provider], provider });
		this.begunEvents = new BegunEventRepository(direct);
		this.chatrooms = new ChatroomRepository(prisma, rowSources[provider]);
		this.chatters = new ChatterRepository(prisma);
		this.departures = new DepartureRepository(prisma, provider);
		this.leases = new LeaseRepository(prisma, databaseTimes[provider]);
		this.streams = new StreamRepository(prisma, direct, locks);
		const { presenceMs } = settings;
		this.viewers = new ViewerRepository({ direct, rowSource: rowSources[provider], locks, presenceMs });
		this.watchtime = new WatchtimeRepository(prisma, provider);
		this.sessions = new SessionRepository(prisma);
		this.usedForms = new UsedFormRepository(prisma);
		this.changes = new ChangeRepository(prisma);
		this.editors = new EditorRepository(prisma);
	}

	/**
	 * Tries a write. Rejects when the database refuses it, or does not answer within 5 s. Overlapping calls share one
	 * write.
	 */
	public ping(): Promise<void> {
		return withTimeout(this.#tryOut(), PingLimitMs, 'The database did not answer');
	}

	/** Waits for pending work. Rejects when that takes longer than 5 s. */
	public close(): Promise<void> {
		return withTimeout(this.#release(), CloseLimitMs, 'The database did not close');
	}

	async #tryOut(): Promise<void> {
		await this.#check();
		await this.#probe.run();
	}

	async #release(): Promise<void> {
		await this.#writer.close();
		await this.#prisma.$disconnect();
		await this.#dispose();
	}
}
