import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import type { LinkStateRepository, LinkStateRow } from '../storage/links/types.js';
import { type LinkOutcome, Refusals } from './linkOutcome.js';
import type { TokenVault } from './TokenVault.js';

const LifetimeMs = 10 * 60_000;

export interface LinkRequest {
	guildId: string;
	discordUserId: string;
	account: 'streamer' | 'bot';
}

/**
 * The started links: single use, 10 minutes, bound to the browser that opened them.
 *
 * Only hashes are stored, and the PKCE verifier is sealed: a read database lets nobody finish a link.
 */
export class LinkStates {
	public constructor(
		private readonly rows: LinkStateRepository,
		private readonly vault: TokenVault
	) {}

	public async create(request: LinkRequest): Promise<{ state: string; expiresAt: Date }> {
		const state = randomToken();
		const createdAt = new Date();
		const expiresAt = new Date(createdAt.getTime() + LifetimeMs);
		await this.rows.create({
			...request,
			stateHash: sha256(state),
			browserHash: null,
			sealedVerifier: null,
			createdAt,
			expiresAt,
			consumedAt: null
		});
		return { state, expiresAt };
	}

	/** Binds the state to a browser: the answer is the value of its cookie. */
	public async bind(
		state: string,
		verifier: string
	): Promise<Result<{ browser: string; row: LinkStateRow }, LinkOutcome>> {
		const found = await this.#open(state);
		if (found.isErr()) return err(found.unwrapErr());
		const browser = randomToken();
		const bound = await this.rows.bind(
			sha256(state),
			sha256(browser),
			this.vault.seal(verifier, verifierContext(state))
		);
		return bound ? ok({ browser, row: found.unwrap() }) : err(Refusals.used());
	}

	/** Who may finish: a known state, in time, from the same browser, for the first time. */
	public async consume(
		state: string,
		browser: string | null
	): Promise<Result<{ row: LinkStateRow; verifier: string }, LinkOutcome>> {
		const found = await this.#open(state);
		if (found.isErr()) return err(found.unwrapErr());
		const row = found.unwrap();
		// A wrong browser does not use the state up: the right one may still be on its way.
		if (!browser || !row.browserHash || !equal(sha256(browser), row.browserHash)) return err(Refusals.otherBrowser());
		const verifier = row.sealedVerifier && this.vault.open(row.sealedVerifier, verifierContext(state));
		if (!verifier) return err(Refusals.unknownState());
		const isFirst = await this.rows.consume(row.stateHash, new Date());
		return isFirst ? ok({ row, verifier }) : err(Refusals.used());
	}

	/** Deletes what nobody can finish any more; kept a day, so that "expired" and "already used" can be told. */
	public async prune(): Promise<void> {
		await this.rows.deleteExpired(new Date(Date.now() - 24 * 60 * 60_000));
	}

	async #open(state: string): Promise<Result<LinkStateRow, LinkOutcome>> {
		if (!state) return err(Refusals.noState());
		const row = await this.rows.find(sha256(state));
		if (!row) return err(Refusals.unknownState());
		if (row.consumedAt) return err(Refusals.used());
		return row.expiresAt.getTime() <= Date.now() ? err(Refusals.expired()) : ok(row);
	}
}

function randomToken(): string {
	return randomBytes(32).toString('base64url');
}

export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function equal(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function verifierContext(state: string): string {
	return `link:${sha256(state)}`;
}
