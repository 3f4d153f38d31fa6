import { setTimeout as pause } from 'node:timers/promises';
import { withoutEffect } from '../config/findIneffectiveOptions.js';
import { openDatabase } from '../storage/openDatabase.js';
import type { Surroundings } from './context.js';
import { createParts, type KickParts } from './services.js';

/** Hosting panels kill a process 10 s after they asked it to stop. */
const StopLimitMs = 7_000;

/** Makes the parts, and knows in which order they begin and end. */
export class KickLifecycle {
	#parts: KickParts | null = null;
	#starting: Promise<void> | null = null;
	#stopping: Promise<void> | null = null;

	public constructor(
		private readonly surroundings: Omit<Surroundings, 'app' | 'database'> & { app: Surroundings['app'] | null }
	) {}

	/** `null` before they are opened, and without a Kick app. */
	public get parts(): KickParts | null {
		return this.#parts;
	}

	public get isStopping(): boolean {
		return this.#stopping !== null;
	}

	public async open(): Promise<void> {
		const { app, config, logger } = this.surroundings;
		if (!app || this.#parts || this.#stopping) return;
		for (const text of withoutEffect(config)) logger.warn(`[Kick] ${text}`);
		const database = await openDatabase(config.databaseUrl, config);
		this.#parts = createParts({ ...this.surroundings, app, database });
		// What it would have said, the first use of a token says as well: it must not keep the bot from starting.
		await this.#parts.keys
			.check()
			.catch((error) => logger.error('[Kick] It could not be checked whether the key fits the database.', error));
	}

	public async start(): Promise<void> {
		if (!this.#parts || this.#stopping) return;
		this.#starting ??= this.#start(this.#parts);
		await this.#starting;
	}

	public stop(): Promise<void> {
		this.#stopping ??= this.#stop();
		return this.#stopping;
	}

	async #start(parts: KickParts): Promise<void> {
		await parts.neighbourhood.start();
		if (this.#stopping) return;
		await parts.logUpgrade.start();
		if (this.#stopping) return;
		await parts.routes.changed();
		await parts.dispatcher.start();
		if (this.#stopping) return;
		parts.socket?.start();
		parts.maintenance.start();
		parts.viewerCounter.start();
		parts.streamWatch.start();
		parts.botAccount.start();
	}

	async #stop(): Promise<void> {
		const parts = this.#parts;
		if (!parts) return;
		const late = pause(StopLimitMs, undefined, { ref: false });
		// The start waits for it, so it ends first.
		const upgraded = parts.logUpgrade.stop();
		// What is begun only halfway can't be ended. Why a start failed, its caller knows.
		await Promise.race([this.#starting?.catch(() => undefined), late]);
		parts.events.stop();
		parts.dashboard?.streams.stop();
		// A listener or a request that does not end is left behind: its event is handled at the next start.
		const work = [
			parts.guilds.stop(),
			parts.maintenance.stop(),
			parts.streamWatch.stop(),
			parts.botAccount.stop(),
			parts.sender.stop(),
			parts.socket?.stop().then(() => parts.inbox.drain()) ?? parts.inbox.drain(),
			upgraded,
			parts.dispatcher.stop(),
			parts.viewerCounter.stop()
		];
		await Promise.race([Promise.all(work), late]);
		// Before the leases are given back: nobody else may renew a pair whose successor is not stored yet.
		await Promise.race([parts.tokens.stop(), late]);
		parts.tokens.reportLost();
		await Promise.all([parts.neighbourhood.stop(), parts.redis?.stop()]);
		await Promise.all([parts.rest.close(), parts.website.close(), parts.oauth.close(), parts.dashboard?.close()]);
		await parts.database.close();
	}
}
