import type { AccountRelease } from './accounts/AccountRelease.js';
import type { AccountTokens } from './accounts/AccountTokens.js';
import type { LinkStates } from './accounts/LinkStates.js';
import { linkAgainBy, linkCommand, WarnBeforeMs } from './accounts/linkAgainBy.js';
import type { Revocations } from './accounts/Revocations.js';
import type { TokenKeys } from './accounts/TokenKeys.js';
import type { KickTime } from './kick/index.js';
import type { Logger } from './logger.js';
import { readClaims } from './socket/readClaims.js';
import type { Database } from './storage/Database.js';
import type { AccountRow } from './storage/repositories/AccountRepository.js';
import type { SubscriptionReconciler } from './subscriptions/SubscriptionReconciler.js';
import { KeptDays } from './viewers/Watchtime.js';

const MinuteMs = 60_000;
const DayMs = 24 * 60 * MinuteMs;
const PeriodMs = 15 * MinuteMs;
/** The log is also the memory of the deduplication: within this time nothing is deleted, however much there is. */
const KeepAlwaysMs = 60 * MinuteMs;
const KeepChattersMs = 30 * DayMs;
/** Small steps, so that no webhook waits for a deletion. */
const PruneStep = 500;
/** Longer than Kick's lists lag behind. */
const KeepRequestsMs = 60 * MinuteMs;
const KeepDepartedMs = 30 * DayMs;

export interface MaintenanceDependencies {
	database: Database;
	keys: TokenKeys;
	tokens: AccountTokens;
	revocations: Revocations;
	states: LinkStates;
	release: AccountRelease;
	subscriptions: SubscriptionReconciler;
	/** Of several processes one does this work. */
	isLeader: () => boolean;
	/** Whether the bot is in a server, also in one of another process. Rejects when Discord does not answer. */
	hasBot: (guildId: string) => Promise<boolean>;
	/** How long, and how many for each channel, events are kept. */
	retention: { days: number; count: number };
	/** Names of the consumers whose waiting events are kept, however old they are. */
	consumers: () => readonly string[];
	/** Has the cursors of the consumers follow the links. */
	followLinks: () => Promise<void>;
	/** Default: the clock of this machine is right. */
	time?: Pick<KickTime, 'aheadMs'>;
	logger: Logger;
}

/** The work that comes round: subscriptions, tokens that nobody used, servers that left, watch time of days that are over, old rows. */
export class Maintenance {
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;
	#stopped = false;
	/** Another process had these jobs when they were due. */
	#isDue = false;
	/** Last warning per account, so that the log has one a day. */
	readonly #warnedAt = new Map<number, number>();

	public constructor(private readonly dependencies: MaintenanceDependencies) {}

	/** Runs at once and every 15 minutes. */
	public start(): void {
		this.#timer = setInterval(() => this.#run(), PeriodMs).unref();
		this.#run();
	}

	/** Call when this process becomes the leader: after a start that may take seconds, and the next period is 15 minutes away. */
	public catchUp(): void {
		if (this.#timer && this.#isDue) this.#run();
	}

	public async stop(): Promise<void> {
		this.#stopped = true;
		if (this.#timer) clearInterval(this.#timer);
		await this.#running;
	}

	#run(): void {
		this.#running ??= this.#all().finally(() => {
			this.#running = null;
		});
	}

	async #all(): Promise<void> {
		// Each process encrypts again what it can: the leader may be one that does not have the new key yet.
		await this.#try(this.#reseal);
		this.#isDue = !this.dependencies.isLeader();
		if (this.#isDue) return;
		for (const job of [this.#accounts, this.#revoke, this.#departures, this.#watchtime, this.#prune]) {
			if (this.dependencies.isLeader()) await this.#try(job);
		}
	}

	async #try(job: () => Promise<void>): Promise<void> {
		try {
			await job.call(this);
		} catch (error) {
			this.dependencies.logger.error('[Kick] Maintenance failed; tried again in 15 minutes.', error);
		}
	}

	#reseal(): Promise<void> {
		return this.dependencies.keys.reseal(() => this.#stopped);
	}

	#revoke(): Promise<void> {
		return this.dependencies.revocations.settleAll(() => this.#stopped);
	}

	async #accounts(): Promise<void> {
		const { accounts, links, subscriptions } = this.dependencies.database;
		await links.deleteOrphans();
		for (const account of await accounts.list()) {
			if (this.#stopped) return;
			// Asked for each, since the list grows old while Kick is called.
			const isLinked = (await links.ofAccount(account.userId)).length > 0;
			if (!isLinked && !account.isBot) {
				await this.dependencies.release.releaseIfUnused(account.userId);
				continue;
			}
			this.#warnOfCliff(account);
			await this.dependencies.tokens.keepAlive(account);
			if (isLinked) await this.#reconcile(account);
		}
		const remembered = new Set((await subscriptions.list()).map((row) => row.broadcasterUserId));
		for (const userId of remembered) {
			if (!this.#stopped) await this.dependencies.release.removeSubscriptions(userId);
		}
	}

	async #reconcile({ userId, username }: AccountRow): Promise<void> {
		const result = await this.dependencies.subscriptions.reconcile(userId);
		result.match({
			err: ({ code }) =>
				this.dependencies.logger.warn(`[Kick] Subscriptions of ${username} could not be checked (${code}).`),
			ok: ({ created, deleted, failed }) => {
				if (created + deleted > 0) {
					this.dependencies.logger.info(
						`[Kick] Subscriptions of ${username}: ${created} made, ${deleted} duplicates deleted.`
					);
				}
				for (const { event, reason } of failed) {
					this.dependencies.logger.warn(`[Kick] ${username} is not subscribed to ${event}: ${reason}`);
				}
			}
		});
	}

	#warnOfCliff(account: AccountRow): void {
		const left = linkAgainBy(account).getTime() - Date.now();
		const warnedAt = this.#warnedAt.get(account.userId) ?? 0;
		if (account.status === 'relink' || left < 0 || left > WarnBeforeMs || Date.now() - warnedAt < DayMs) return;
		this.#warnedAt.set(account.userId, Date.now());
		const date = linkAgainBy(account).toISOString().slice(0, 10);
		this.dependencies.logger.warn(
			`[Kick] ${account.username} should link again by ${date} (${linkCommand(account)}): Kick ends a link after 30 days.`
		);
	}

	async #departures(): Promise<void> {
		const { database, release } = this.dependencies;
		const before = ago(KeepDepartedMs);
		for (const guildId of await database.departures.before(before)) {
			if (this.#stopped) return;
			// It may be back while its process was down, or could not store that.
			if (await this.dependencies.hasBot(guildId)) continue;
			const link = await database.links.find(guildId);
			const isForgotten = await database.departures.forget(guildId, before);
			if (isForgotten && link) await release.releaseIfUnused(link.userId);
		}
	}

	async #prune(): Promise<void> {
		await this.dependencies.states.prune();
		const { chatters, events, sessions, subscriptionRequests, usedForms } = this.dependencies.database;
		await sessions.deleteExpired(new Date());
		await usedForms.deleteExpired(new Date());
		await subscriptionRequests.prune(ago(KeepRequestsMs));
		// Forgets proofs that no server claims any more, also where no live socket is read.
		await readClaims(this.dependencies.database);
		const { count, days } = this.dependencies.retention;
		// The cursors of a server that is gone would keep events from being deleted.
		await this.dependencies.followLinks();
		await this.#pruneOld(days);
		for (const channel of await events.loggedChannels()) {
			if (this.#stopped) return;
			const excess = await events.newestExcess(channel, count);
			const before = this.#eventsBefore(KeepAlwaysMs);
			const step = (upTo: string) =>
				events.pruneExcess(channel, upTo, before, PruneStep, this.dependencies.consumers());
			if (excess) await this.#inSteps(() => step(excess));
		}
		await this.dependencies.database.consumers.prunePast();
		await this.#inSteps(() => chatters.prune(ago(KeepChattersMs), PruneStep));
	}

	async #pruneOld(days: number): Promise<void> {
		const before = this.#eventsBefore(days * DayMs);
		let after: string | null = null;
		do after = await this.dependencies.database.events.prune(before, after, PruneStep, this.dependencies.consumers());
		while (after !== null && !this.#stopped);
	}

	/** By the clock that is behind: what would still count as new must not be forgotten. */
	#eventsBefore(lengthMs: number): Date {
		return ago(lengthMs + Math.max(0, this.dependencies.time?.aheadMs ?? 0));
	}

	async #watchtime(): Promise<void> {
		const { watchtime } = this.dependencies.database;
		for (const { broadcasterUserId, before } of await watchtime.foldable()) {
			await this.#inSteps(() => watchtime.fold(broadcasterUserId, before, PruneStep));
		}
		await this.#inSteps(() => watchtime.prune(ago(KeptDays * DayMs), PruneStep));
	}

	async #inSteps(step: () => Promise<number>): Promise<void> {
		while (!this.#stopped && (await step()) === PruneStep);
	}
}

function ago(lengthMs: number): Date {
	return new Date(Date.now() - lengthMs);
}
