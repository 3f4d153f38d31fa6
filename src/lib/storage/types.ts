import type { AccountRepository } from './accounts/types.js';
import type { BegunEventRepository } from './begunEvents/types.js';
import type { ChatroomRepository } from './chatrooms/types.js';
import type { ChatterRepository } from './chatters/types.js';
import type { ConsumerRepository } from './consumers/types.js';
import type { DepartureRepository } from './departures/types.js';
import type { EventLogRepository } from './eventLog/types.js';
import type { EventRepository, OldLogRepository } from './events/types.js';
import type { KeyRepository } from './keys/types.js';
import type { LeaseRepository } from './leases/types.js';
import type { LinkRepository, LinkStateRepository } from './links/types.js';
import type { RevocationRepository } from './revocations/types.js';
import type { SessionRepository, UsedFormRepository } from './sessions/types.js';
import type { SettingsRepository } from './settings/types.js';
import type { SubscriptionRepository, SubscriptionRequestRepository } from './subscriptions/types.js';
import type { StreamRepository, ViewerRepository, WatchtimeRepository } from './watchtime/types.js';

export interface DatabaseSettings {
	/** How long a chatter counts as present after a message, in milliseconds. */
	presenceMs: number;
}

export interface Database {
	readonly provider: 'sqlite' | 'postgresql';
	/** Names of the migrations that opening applied. */
	readonly migrated: readonly string[];
	readonly settings: SettingsRepository;
	readonly accounts: AccountRepository;
	readonly revocations: RevocationRepository;
	readonly keys: KeyRepository;
	readonly links: LinkRepository;
	readonly linkStates: LinkStateRepository;
	readonly subscriptions: SubscriptionRepository;
	readonly subscriptionRequests: SubscriptionRequestRepository;
	readonly events: EventRepository;
	readonly eventLog: EventLogRepository;
	readonly oldLog: OldLogRepository;
	readonly consumers: ConsumerRepository;
	readonly begunEvents: BegunEventRepository;
	readonly chatrooms: ChatroomRepository;
	readonly chatters: ChatterRepository;
	readonly departures: DepartureRepository;
	readonly leases: LeaseRepository;
	readonly streams: StreamRepository;
	readonly viewers: ViewerRepository;
	readonly watchtime: WatchtimeRepository;
	readonly sessions: SessionRepository;
	readonly usedForms: UsedFormRepository;
	/** Tries a write. Rejects when the database takes none, or does not answer within 5 s. Calls that overlap share one write. */
	ping(): Promise<void>;
	/** Lets what is under way finish; rejects when that takes longer than 5 s. */
	close(): Promise<void>;
}
