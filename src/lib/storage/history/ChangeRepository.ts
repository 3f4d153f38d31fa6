import { encodeTime, TIME_LEN } from 'ulid';
import { parseJson } from '../../parseJson.js';
import type { PrismaClient } from '../prisma.js';
import { type ChangeRow, type ChangeVia, ChangeVias } from './types.js';

export interface NewestOptions {
	limit: number;
	/** Id of a change. Returns the changes before it. Any other text counts as not given. */
	before?: string;
	/** Kinds to return. Default: all. */
	kinds?: readonly string[];
}

const Ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;

type ChangeRecord = Awaited<ReturnType<PrismaClient['kickSettingChange']['findUniqueOrThrow']>>;

/** Recorded changes of settings. `recordChanges` adds to them. */
export class ChangeRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Returns a change of this server, or `null` if it is unknown or of another server. */
	public async find(guildId: string, id: string): Promise<ChangeRow | null> {
		// Ids come from forms, and PostgreSQL refuses texts with U+0000.
		const record = Ulid.test(id) ? await this.#prisma.kickSettingChange.findFirst({ where: { id, guildId } }) : null;
		return record && toRow(record);
	}

	/** Returns changes of a server, newest first. */
	public async newest(guildId: string, { limit, before, kinds }: NewestOptions): Promise<ChangeRow[]> {
		const records = await this.#prisma.kickSettingChange.findMany({
			where: {
				guildId,
				...(before !== undefined && Ulid.test(before) && { id: { lt: before } }),
				...(kinds !== undefined && { kind: { in: [...kinds] } })
			},
			orderBy: { id: 'desc' },
			take: limit
		});
		return records.map(toRow);
	}

	/** Deletes changes that are older than the date. Ids begin with the time, so no other index is needed. */
	public async deleteBefore(date: Date): Promise<number> {
		const id = { lt: encodeTime(Math.max(0, date.getTime()), TIME_LEN) };
		const { count } = await this.#prisma.kickSettingChange.deleteMany({ where: { id } });
		return count;
	}

	/** Deletes the oldest changes of servers that have more than `count`. */
	public async deleteExcess(count: number): Promise<number> {
		const full = await this.#prisma.kickSettingChange.groupBy({
			by: ['guildId'],
			having: { id: { _count: { gt: count } } }
		});
		let deleted = 0;
		for (const { guildId } of full) {
			const [first] = await this.#prisma.kickSettingChange.findMany({
				where: { guildId },
				orderBy: { id: 'desc' },
				skip: count,
				take: 1,
				select: { id: true }
			});
			if (!first) continue;
			const where = { guildId, id: { lte: first.id } };
			deleted += (await this.#prisma.kickSettingChange.deleteMany({ where })).count;
		}
		return deleted;
	}
}

function toRow({
	id,
	guildId,
	at,
	actorId,
	actorName,
	via,
	kind,
	oldValue,
	newValue,
	undoOf
}: ChangeRecord): ChangeRow {
	return {
		id,
		guildId,
		at,
		by: { id: actorId, name: actorName, via: isVia(via) ? via : 'code' },
		kind,
		before: parseJson(oldValue),
		after: parseJson(newValue),
		undoOf
	};
}

function isVia(text: string): text is ChangeVia {
	return (ChangeVias as readonly string[]).includes(text);
}
