import type { PrismaClient } from '../prisma.js';
import type { BegunEvent, BegunEventRepository } from './types.js';

export class PrismaBegunEventRepository implements BegunEventRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public list(): Promise<BegunEvent[]> {
		return this.#prisma.kickBegunEvent.findMany();
	}

	/** In one statement: a process that ends between two would leave half of it. */
	public async save({ guildId, eventId, starts }: BegunEvent): Promise<void> {
		await this.#prisma.$executeRaw`
			INSERT INTO kick_begun_events (guild_id, event_id, starts) VALUES (${guildId}, ${eventId}, ${starts})
			ON CONFLICT (guild_id) DO UPDATE SET event_id = excluded.event_id, starts = excluded.starts`;
	}

	public async clear(guildId: string): Promise<void> {
		await this.#prisma.kickBegunEvent.deleteMany({ where: { guildId } });
	}
}
