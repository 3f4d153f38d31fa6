import type { PrismaClient } from '../prisma.js';
import { storable } from '../support/storable.js';

/** Started `/kick link`, stored under the SHA-256 (hex) of its state. The state itself is never stored. */
export interface LinkStateRow {
	stateHash: string;
	guildId: string;
	discordUserId: string;
	/** Name of that person, for the history. */
	discordUserName: string | null;
	account: 'streamer' | 'bot';
	browserHash: string | null;
	sealedVerifier: Uint8Array | null;
	createdAt: Date;
	expiresAt: Date;
	consumedAt: Date | null;
}

type LinkStateRecord = Awaited<ReturnType<PrismaClient['kickLinkState']['findUniqueOrThrow']>>;

export class LinkStateRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async create(row: LinkStateRow): Promise<void> {
		const sealedVerifier = row.sealedVerifier && new Uint8Array(row.sealedVerifier);
		await this.#prisma.kickLinkState.create({ data: storable({ ...row, sealedVerifier }) });
	}

	public async find(stateHash: string): Promise<LinkStateRow | null> {
		const record = await this.#prisma.kickLinkState.findUnique({ where: { stateHash } });
		return record && toRow(record);
	}

	/** Binds an unconsumed state to a browser permanently. Atomic: `true` for exactly one caller. */
	public async bind(stateHash: string, browserHash: string, sealedVerifier: Uint8Array): Promise<boolean> {
		const { count } = await this.#prisma.kickLinkState.updateMany({
			where: { stateHash, browserHash: null, consumedAt: null },
			data: { browserHash, sealedVerifier: new Uint8Array(sealedVerifier) }
		});
		return count === 1;
	}

	/** Consumes a state that is bound to this browser. Atomic: `true` for exactly one caller. */
	public async consume(stateHash: string, browserHash: string, at: Date): Promise<boolean> {
		const { count } = await this.#prisma.kickLinkState.updateMany({
			where: { stateHash, browserHash, consumedAt: null },
			data: { consumedAt: at }
		});
		return count === 1;
	}

	public async deleteExpired(before: Date): Promise<number> {
		const { count } = await this.#prisma.kickLinkState.deleteMany({ where: { expiresAt: { lt: before } } });
		return count;
	}

	/** Returns the states with a sealed verifier that can still be finished. */
	public async bound(now: Date): Promise<LinkStateRow[]> {
		const records = await this.#prisma.kickLinkState.findMany({
			where: { consumedAt: null, expiresAt: { gt: now }, NOT: { sealedVerifier: null } }
		});
		return records.map(toRow);
	}

	/** Replaces the verifier by the same one under another key, if it has not changed since it was read. */
	public async reseal(stateHash: string, before: Uint8Array, after: Uint8Array): Promise<boolean> {
		const { count } = await this.#prisma.kickLinkState.updateMany({
			where: { stateHash, sealedVerifier: new Uint8Array(before) },
			data: { sealedVerifier: new Uint8Array(after) }
		});
		return count === 1;
	}
}

function toRow(record: LinkStateRecord): LinkStateRow {
	return { ...record, account: record.account === 'bot' ? 'bot' : 'streamer' };
}
