import { withTimeout } from '../time/withTimeout.js';
import { PrismaAccountRepository } from './accounts/PrismaAccountRepository.js';
import { PrismaBegunEventRepository } from './begunEvents/PrismaBegunEventRepository.js';
import { PrismaChatroomRepository } from './chatrooms/PrismaChatroomRepository.js';
import { PrismaChatterRepository } from './chatters/PrismaChatterRepository.js';
import { PrismaConsumerRepository } from './consumers/PrismaConsumerRepository.js';
import { PrismaDepartureRepository } from './departures/PrismaDepartureRepository.js';
import type { DirectClient } from './direct/DirectClient.js';
import { rowSources } from './direct/rowSources.js';
import { PrismaEventLogRepository } from './eventLog/PrismaEventLogRepository.js';
import type { EventWriter } from './events/EventWriter.js';
import { OldLog } from './events/OldLog.js';
import { PrismaEventRepository } from './events/PrismaEventRepository.js';
import { PrismaKeyRepository } from './keys/PrismaKeyRepository.js';
import { databaseTimes } from './leases/databaseTimes.js';
import { PrismaLeaseRepository } from './leases/PrismaLeaseRepository.js';
import { PrismaLinkRepository } from './links/PrismaLinkRepository.js';
import { PrismaLinkStateRepository } from './links/PrismaLinkStateRepository.js';
import type { PrismaClient } from './prisma.js';
import { PrismaRevocationRepository } from './revocations/PrismaRevocationRepository.js';
import { PrismaSessionRepository } from './sessions/PrismaSessionRepository.js';
import { PrismaUsedFormRepository } from './sessions/PrismaUsedFormRepository.js';
import { PrismaSettingsRepository } from './settings/PrismaSettingsRepository.js';
import { PrismaSubscriptionRepository } from './subscriptions/PrismaSubscriptionRepository.js';
import { PrismaSubscriptionRequestRepository } from './subscriptions/PrismaSubscriptionRequestRepository.js';
import { rowLocks } from './support/rowLocks.js';
import type { Database, DatabaseSettings } from './types.js';
import { WriteProbe } from './WriteProbe.js';
import { PrismaStreamRepository } from './watchtime/PrismaStreamRepository.js';
import { PrismaViewerRepository } from './watchtime/PrismaViewerRepository.js';
import { PrismaWatchtimeRepository } from './watchtime/PrismaWatchtimeRepository.js';

export interface PrismaDatabaseOptions {
	prisma: PrismaClient;
	/** Over the same connections. */
	direct: DirectClient;
	writer: EventWriter;
	provider: Database['provider'];
	migrated: readonly string[];
	settings: DatabaseSettings;
	/** Rejects when what lies under the client is gone. */
	check(): Promise<void>;
	/** Releases what lies under the client. */
	dispose(): Promise<void>;
}

const PingLimitMs = 5_000;
/** A server that has gone silent would keep the bot from stopping. */
const CloseLimitMs = 5_000;

/** All repositories over one client, whatever its provider. */
export class PrismaDatabase implements Database {
	public readonly provider: Database['provider'];
	public readonly migrated: readonly string[];
	public readonly settings: PrismaSettingsRepository;
	public readonly accounts: PrismaAccountRepository;
	public readonly revocations: PrismaRevocationRepository;
	public readonly keys: PrismaKeyRepository;
	public readonly links: PrismaLinkRepository;
	public readonly linkStates: PrismaLinkStateRepository;
	public readonly subscriptions: PrismaSubscriptionRepository;
	public readonly subscriptionRequests: PrismaSubscriptionRequestRepository;
	public readonly events: PrismaEventRepository;
	public readonly eventLog: PrismaEventLogRepository;
	public readonly oldLog: OldLog;
	public readonly consumers: PrismaConsumerRepository;
	public readonly begunEvents: PrismaBegunEventRepository;
	public readonly chatrooms: PrismaChatroomRepository;
	public readonly chatters: PrismaChatterRepository;
	public readonly departures: PrismaDepartureRepository;
	public readonly leases: PrismaLeaseRepository;
	public readonly sessions: PrismaSessionRepository;
	public readonly usedForms: PrismaUsedFormRepository;
	public readonly streams: PrismaStreamRepository;
	public readonly viewers: PrismaViewerRepository;
	public readonly watchtime: PrismaWatchtimeRepository;
	readonly #prisma: PrismaClient;
	readonly #writer: EventWriter;
	readonly #probe: WriteProbe;
	readonly #check: () => Promise<void>;
	readonly #dispose: () => Promise<void>;

	public constructor({ prisma, direct, writer, provider, migrated, settings, check, dispose }: PrismaDatabaseOptions) {
		this.#prisma = prisma;
		this.#writer = writer;
		this.#probe = new WriteProbe(direct);
		this.#check = check;
		this.#dispose = dispose;
		this.provider = provider;
		this.migrated = migrated;
		const locks = rowLocks[provider];
		this.settings = new PrismaSettingsRepository(prisma);
		this.accounts = new PrismaAccountRepository(prisma, locks);
		this.revocations = new PrismaRevocationRepository(prisma);
		this.keys = new PrismaKeyRepository(prisma);
		this.links = new PrismaLinkRepository(prisma);
		this.linkStates = new PrismaLinkStateRepository(prisma);
		this.subscriptions = new PrismaSubscriptionRepository(prisma);
		this.subscriptionRequests = new PrismaSubscriptionRequestRepository(prisma);
		this.oldLog = new OldLog({ direct, rowSource: rowSources[provider], provider });
		this.events = new PrismaEventRepository({
			prisma,
			direct,
			writer,
			locks,
			old: this.oldLog
		});
		this.eventLog = new PrismaEventLogRepository(prisma, provider);
		this.consumers = new PrismaConsumerRepository({ direct, writer, rowSource: rowSources[provider], provider });
		this.begunEvents = new PrismaBegunEventRepository(direct);
		this.chatrooms = new PrismaChatroomRepository(prisma, rowSources[provider]);
		this.chatters = new PrismaChatterRepository(prisma);
		this.departures = new PrismaDepartureRepository(prisma, provider);
		this.leases = new PrismaLeaseRepository(prisma, databaseTimes[provider]);
		this.streams = new PrismaStreamRepository(prisma, direct, locks);
		const { presenceMs } = settings;
		this.viewers = new PrismaViewerRepository({ direct, rowSource: rowSources[provider], locks, presenceMs });
		this.watchtime = new PrismaWatchtimeRepository(prisma, provider);
		this.sessions = new PrismaSessionRepository(prisma);
		this.usedForms = new PrismaUsedFormRepository(prisma);
	}

	public ping(): Promise<void> {
		return withTimeout(this.#tryOut(), PingLimitMs, 'The database did not answer');
	}

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
