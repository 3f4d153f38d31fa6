import type { TokenVault } from '../crypto/TokenVault.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { Resealing } from './Resealing.js';
import { sealContexts } from './sealContexts.js';

export interface TokenKeysDependencies {
	database: Pick<Database, 'accounts' | 'keys'>;
	vault: TokenVault;
	/** Variable that the key comes from. */
	variable: 'KICK_TOKEN_KEY' | 'KICK_CLIENT_SECRET';
	resealing: Resealing;
	logger: Logger;
}

/**
 * Detects a changed key, and has everything sealed again with the new one.
 *
 * The database holds the fingerprint of the key that its rows should be sealed with. A bot with another key changes
 * nothing, so the right key still opens everything.
 */
export class TokenKeys {
	#toldUnneeded = false;

	public constructor(private readonly dependencies: TokenKeysDependencies) {}

	/**
	 * Compares the key with the stored fingerprint, and stores that of a new key. Logs how many accounts the key does
	 * not open. Called once, at the start.
	 */
	public async check(): Promise<void> {
		const { database, logger, variable, vault } = this.dependencies;
		const accounts = (await database.accounts.list()).filter(({ status }) => status === 'active');
		const unreadable = accounts.filter((account) => !this.#opens(account)).length;
		const noted = await database.keys.current();
		if (noted !== vault.fingerprint && this.#isNewKey(noted, accounts.length, unreadable)) {
			await database.keys.replace(noted, vault.fingerprint);
			if (noted) logger.info(`[Kick] ${variable} has changed. Tokens are encrypted with the new key from now on.`);
		}
		if (unreadable === 0) return;
		logger.error(
			`[Kick] ${variable} does not fit the database: the tokens of ${unreadable} of ${accounts.length} linked ` +
				`accounts were encrypted with another key. Nothing was changed. Restore the earlier ${variable}, or set ` +
				'KICK_TOKEN_KEY_OLD to the earlier KICK_TOKEN_KEY (or, if none was set, to the earlier ' +
				'KICK_CLIENT_SECRET), and restart the bot. If that key is lost, ' +
				'each account has to be linked again with /kick link.'
		);
	}

	/** Seals again everything that only `KICK_TOKEN_KEY_OLD` opens, if the current key is the stored one. */
	public async reseal(isStopped: () => boolean): Promise<void> {
		const { database, logger, resealing, vault } = this.dependencies;
		if (vault.oldFingerprint === null || vault.oldFingerprint === vault.fingerprint) return;
		// Two processes with swapped keys would otherwise undo each other's work without end.
		if ((await database.keys.current()) !== vault.fingerprint) return;

		const { done, left } = await resealing.run(isStopped);
		if (done > 0) logger.info(`[Kick] ${done} stored tokens are encrypted with the new key now.`);
		if (left > 0 || this.#toldUnneeded || isStopped()) return;
		this.#toldUnneeded = true;
		logger.info(
			'[Kick] All data uses the new key, so KICK_TOKEN_KEY_OLD is no longer needed. ' +
				'Remove it once all processes have the new key.'
		);
	}

	/**
	 * Whether this key replaces the stored one. Either the operator names that one as the old key, or everything opens
	 * anyway.
	 *
	 * A database from before fingerprints may hold a damaged row, which does not mean that the key is another.
	 */
	#isNewKey(noted: string | null, accounts: number, unreadable: number): boolean {
		if (noted === this.dependencies.vault.oldFingerprint && noted !== null) return true;
		return unreadable === 0 || (noted === null && unreadable < accounts);
	}

	#opens({ sealedAccessToken, userId }: AccountRow): boolean {
		return this.dependencies.vault.open(sealedAccessToken, sealContexts.accessToken(userId)) !== null;
	}
}
