import { setTimeout as pause } from 'node:timers/promises';
import { findIneffectiveOptions } from '../config/findIneffectiveOptions.js';
import { openDatabase } from '../storage/openDatabase.js';
import type { SetupContext } from './context.js';
import { createServices, type KickServices } from './services.js';

/** Hosting panels kill a process 10 s after they asked it to stop. */
const StopLimitMs = 7_000;

/** Creates the services, and starts and stops them in order. */
export class KickLifecycle {
	#services: KickServices | null = null;
	#starting: Promise<void> | null = null;
	#stopping: Promise<void> | null = null;

	public constructor(
		private readonly context: Omit<SetupContext, 'app' | 'database'> & { app: SetupContext['app'] | null }
	) {}

	/** `null` before `open`, and without a Kick app. */
	public get services(): KickServices | null {
		return this.#services;
	}

	public get isStopping(): boolean {
		return this.#stopping !== null;
	}

	public async open(): Promise<void> {
		const { app, config, logger } = this.context;
		if (!app || this.#services || this.#stopping) return;
		for (const text of findIneffectiveOptions(config)) logger.warn(`[Kick] ${text}`);
		const database = await openDatabase(config.databaseUrl, config);
		this.#services = createServices({ ...this.context, app, database });
		// A failed check must not prevent the start, because the first use of a token reports the same problem.
		await this.#services.keys
			.check()
			.catch((error) => logger.error('[Kick] Could not check whether the key fits the database.', error));
	}

	public async start(): Promise<void> {
		if (!this.#services || this.#stopping) return;
		this.#starting ??= this.#start(this.#services);
		await this.#starting;
	}

	public stop(): Promise<void> {
		this.#stopping ??= this.#stop();
		return this.#stopping;
	}

	async #start(services: KickServices): Promise<void> {
		await services.cluster.start();
		if (this.#stopping) return;
		await services.logUpgrade.start();
		if (this.#stopping) return;
		await services.routes.changed();
		await services.dispatcher.start();
		if (this.#stopping) return;
		services.socket?.start();
		services.maintenance.start();
		services.viewerCounter.start();
		services.streamWatch.start();
		services.botAccount.start();
	}

	async #stop(): Promise<void> {
		const services = this.#services;
		if (!services) return;
		const late = pause(StopLimitMs, undefined, { ref: false });
		// The start waits for the upgrade, so the upgrade is stopped first.
		const upgraded = services.logUpgrade.stop();
		// Work that is only half started cannot be stopped. The caller of the start already has its error.
		await Promise.race([this.#starting?.catch(() => undefined), late]);
		services.events.stop();
		services.dashboard?.streams.stop();
		// A listener or request that does not end in time is abandoned. Its event is handled after the next start.
		const work = [
			services.guilds.stop(),
			services.maintenance.stop(),
			services.streamWatch.stop(),
			services.botAccount.stop(),
			services.sender.stop(),
			services.socket?.stop().then(() => services.inbox.drain()) ?? services.inbox.drain(),
			upgraded,
			services.dispatcher.stop(),
			services.viewerCounter.stop()
		];
		await Promise.race([Promise.all(work), late]);
		// Runs before the leases are released, because no other process may renew a pair whose successor is not stored yet.
		await Promise.race([services.tokens.stop(), late]);
		services.tokens.reportLost();
		await Promise.all([services.cluster.stop(), services.redis?.stop()]);
		await Promise.all([
			services.rest.close(),
			services.website.close(),
			services.oauth.close(),
			services.dashboard?.close()
		]);
		await services.database.close();
	}
}
