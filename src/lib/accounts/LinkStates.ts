import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import type { TokenVault } from '../crypto/TokenVault.js';
import type { LinkStateRepository, LinkStateRow } from '../storage/repositories/LinkStateRepository.js';
import { type LinkOutcome, Refusals } from './linkOutcome.js';
import { sealContexts } from './sealContexts.js';

const LifetimeMs = 10 * 60_000;
const TokenPattern = /^[\w-]{43}$/;

/** Person, kind of account and Discord server of a link. */
export interface LinkRequest {
	guildId: string;
	discordUserId: string;
	/** Name of that person, for the history of settings. Default: none. */
	discordUserName?: string;
	account: 'streamer' | 'bot';
}

/** Started link, with the secrets of the browser that it is bound to. */
export interface BoundLink {
	row: LinkStateRow;
	/** Secret of the browser: the value of its cookie. */
	browser: string;
	/** PKCE verifier, the same for every press of the button. */
	verifier: string;
}

/** Proofs that a browser may send: the cookie of this link, or the value that this page's button sends. */
export interface BrowserProofs {
	cookie: string | null;
	press: string | null;
}

/**
 * Started links. Each works once, for 10 minutes, in the browser where its button was pressed first.
 *
 * Only hashes are stored, and the PKCE verifier is sealed, so a leaked database lets no one finish a link.
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
			discordUserName: request.discordUserName ?? null,
			stateHash: sha256(state),
			browserHash: null,
			sealedVerifier: null,
			createdAt,
			expiresAt,
			consumedAt: null
		});
		return { state, expiresAt };
	}

	/** Returns a link that the browser with this cookie can still use. Changes nothing. */
	public async check(state: string, cookie: string | null): Promise<Result<LinkStateRow, LinkOutcome>> {
		const found = await this.#find(state);
		return found.andThen((row) =>
			row.browserHash === null || isOf(row, cookie) ? ok(row) : err(Refusals.otherBrowser(row.account))
		);
	}

	/** Creates the value that a page's button sends. It identifies a browser that clicks twice before it has a cookie. */
	public createPress(): string {
		return randomToken();
	}

	/** Binds the link to the first browser that asks. The same browser may ask again and gets the same secrets. */
	public async bind(state: string, proofs: BrowserProofs, verifier: string): Promise<Result<BoundLink, LinkOutcome>> {
		const press = proofs.press !== null && TokenPattern.test(proofs.press) ? proofs.press : randomToken();
		const found = await this.#find(state);
		if (found.isErr()) return err(found.unwrapErr());
		await this.rows.bind(
			sha256(state),
			sha256(press),
			this.vault.seal(verifier, sealContexts.linkVerifier(sha256(state)))
		);
		return this.open(state, press, proofs.cookie);
	}

	/** Returns the link if one of the secrets belongs to the browser that it is bound to. Changes nothing. */
	public async open(state: string, ...secrets: (string | null)[]): Promise<Result<BoundLink, LinkOutcome>> {
		const found = await this.#find(state);
		if (found.isErr()) return err(found.unwrapErr());
		const row = found.unwrap();
		const browser = secrets.find((secret) => isOf(row, secret));
		// A wrong browser does not consume the state, because the right one may still arrive.
		if (!browser) return err(Refusals.otherBrowser(row.account));
		const verifier =
			row.sealedVerifier && this.vault.open(row.sealedVerifier, sealContexts.linkVerifier(sha256(state)));
		return verifier ? ok({ row, browser, verifier }) : err(Refusals.unknownState());
	}

	/** Consumes the link. Returns `true` to exactly one caller. */
	public consume({ row, browser }: BoundLink): Promise<boolean> {
		return this.rows.consume(row.stateHash, sha256(browser), new Date());
	}

	/** Deletes links a day after they expired. Until then, a page can say "expired" or "already used". */
	public async prune(): Promise<void> {
		await this.rows.deleteExpired(new Date(Date.now() - 24 * 60 * 60_000));
	}

	async #find(state: string): Promise<Result<LinkStateRow, LinkOutcome>> {
		if (!state) return err(Refusals.noState());
		const row = await this.rows.find(sha256(state));
		if (!row) return err(Refusals.unknownState());
		if (row.consumedAt) return err(Refusals.used(row.account));
		return row.expiresAt.getTime() <= Date.now() ? err(Refusals.expired(row.account)) : ok(row);
	}
}

function randomToken(): string {
	return randomBytes(32).toString('base64url');
}

export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function isOf({ browserHash }: LinkStateRow, secret: string | null): boolean {
	return secret !== null && browserHash !== null && equal(sha256(secret), browserHash);
}

function equal(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
