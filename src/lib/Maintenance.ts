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
/** Age below which no event is deleted, however many there are, because deduplication needs the log. */
const KeepAlwaysMs = 60 * MinuteMs;
const KeepChattersMs = 30 * DayMs;
/** Number of rows per deletion. It is small, so that no webhook waits for a deletion. */
const PruneStep = 500;
/** Longer than Kick's lists lag behind its changes. */
const KeepRequestsMs = 60 * MinuteMs;
const KeepDepartedMs = 30 * DayMs;
/** Limits of the history of settings: its age, and the number of changes per server. */
const KeepChangesMs = 365 * DayMs;
const KeepChanges = 500;

export interface MaintenanceDependencies {
	database: Database;
	keys: TokenKeys;
	tokens: AccountTokens;
	revocations: Revocations;
	states: LinkStates;
	release: AccountRelease;
	subscriptions: SubscriptionReconciler;
	/** Whether this process does the periodic work. Of several processes, one does. */
	isLeader: () => boolean;
	/** Whether the bot is in a server, even in one of another process. Rejects if Discord does not answer. */
	hasBot: (guildId: string) => Promise<boolean>;
	/** Limits for stored events: the age in days, and the number for each channel. */
	retention: { days: number; count: number };
	/** Names of the consumers whose pending events are kept at any age. */
	consumers: () => readonly string[];
	/** Updates the consumers' cursors to match the links. */
	followLinks: () => Promise<void>;
	/** Kick's time. By default, the clock of this machine counts as right. */
	time?: Pick<KickTime, 'aheadMs'>;
	logger: Logger;
}

/**
 * Periodic jobs for subscriptions, idle tokens, revocations, departed servers, watch time of past days, and old rows.
 */
export class Maintenance {
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;
	#stopped = false;
	/** Whether these jobs were left to another process when they were due. */
	#isDue = false;
	/** Time of the last warning per account, so that the log has one a day. */
	readonly #warnedAt = new Map<number, number>();

	public constructor(private readonly dependencies: MaintenanceDependencies) {}

	/** Runs the jobs now and every 15 minutes. */
	public start(): void {
		this.#timer = setInterval(() => this.#run(), PeriodMs).unref();
		this.#run();
	}

	/**
	 * Runs jobs that were left to another process. Call it when this process becomes the leader.
	 *
	 * That may happen seconds after the start, and the next period would be 15 minutes away.
	 */
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
		// Every process encrypts again what it can, because the leader may not have the new key yet.
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
			this.dependencies.logger.error('[Kick] Maintenance failed. Trying again in 15 minutes.', error);
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
			// Read for each account, because the list becomes outdated during the requests to Kick.
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
				this.dependencies.logger.warn(`[Kick] Could not check the subscriptions of ${username} (${code}).`),
			ok: ({ created, deleted, failed }) => {
				if (created + deleted > 0) {
					this.dependencies.logger.info(
						`[Kick] Subscriptions of ${username}: ${created} created, ${deleted} duplicates deleted.`
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
			`[Kick] ${account.username} should link again by ${date} (${linkCommand(account)}): ` +
				'Kick ends a link after 30 days.'
		);
	}

	async #departures(): Promise<void> {
		const { database, release } = this.dependencies;
		const before = ago(KeepDepartedMs);
		for (const guildId of await database.departures.before(before)) {
			if (this.#stopped) return;
			// The bot may be back although that is not stored: its process was down, or the write failed.
			if (await this.dependencies.hasBot(guildId)) continue;
			const link = await database.links.find(guildId);
			const isForgotten = await database.departures.forget(guildId, before);
			if (isForgotten && link) await release.releaseIfUnused(link.userId);
		}
	}

	async #prune(): Promise<void> {
		await this.dependencies.states.prune();
		const { changes, chatters, events, sessions, streams, subscriptionRequests, usedForms } =
			this.dependencies.database;
		await changes.deleteBefore(ago(KeepChangesMs));
		await changes.deleteExcess(KeepChanges);
		await sessions.deleteExpired(new Date());
		await usedForms.deleteExpired(new Date());
		await subscriptionRequests.prune(ago(KeepRequestsMs));
		// Deletes proofs that are no longer claimed by a server, even if the live socket is off.
		await readClaims(this.dependencies.database);
		const { count, days } = this.dependencies.retention;
		// The cursors of a departed server would keep events from being deleted.
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
		// Kept as long as the log, because both are shown in the same charts.
		await this.#inSteps(() => streams.pruneViewers(ago(days * DayMs), PruneStep));
	}

	async #pruneOld(days: number): Promise<void> {
		const before = this.#eventsBefore(days * DayMs);
		let after: string | null = null;
		do after = await this.dependencies.database.events.prune(before, after, PruneStep, this.dependencies.consumers());
		while (after !== null && !this.#stopped);
	}

	/**
	 * Returns the time before which events are old, by the clock that is behind: that of Kick or of this machine.
	 *
	 * An event that would still count as new must not be deleted.
	 */
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
