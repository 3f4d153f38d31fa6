import { EventEmitter } from 'node:events';
import type { SapphireClient } from '@sapphire/framework';
import { type KickEvent, type KickEventContext, KickEvents } from '../../src/lib/kick/events/index.js';
import { PatienceMs } from './patience.js';

export interface HeardEvent {
	event: KickEvent;
	context: KickEventContext;
}

/** Records every Kick event that the bot announces, and waits for further ones. */
export class HeardEvents {
	public readonly all: HeardEvent[] = [];
	readonly #changed = new EventEmitter().setMaxListeners(0);

	public constructor(client: SapphireClient) {
		client.on(KickEvents.Any, (event, context) => {
			this.all.push({ event, context });
			this.#changed.emit('event');
		});
	}

	public in(guildId: string): HeardEvent[] {
		return this.all.filter(({ context }) => context.guildId === guildId);
	}

	/** Resolves with a server's events as soon as there are this many. */
	public async waitFor(guildId: string, count: number): Promise<HeardEvent[]> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				this.#changed.off('event', look);
				reject(new Error(`Received ${this.in(guildId).length} of ${count} events`));
			}, PatienceMs);
			const look = () => {
				if (this.in(guildId).length < count) return;
				clearTimeout(timer);
				this.#changed.off('event', look);
				resolve(this.in(guildId));
			};
			this.#changed.on('event', look);
			look();
		});
	}
}
