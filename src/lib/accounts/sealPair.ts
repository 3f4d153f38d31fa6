import type { TokenVault } from '../crypto/TokenVault.js';
import type { TokenSet } from '../kick/index.js';
import type { SealedPair } from '../storage/repositories/AccountRepository.js';
import { sealContexts } from './sealContexts.js';

/** Seals both tokens of an account for its row. */
export function sealPair(vault: TokenVault, userId: number, { accessToken, refreshToken }: TokenSet): SealedPair {
	return {
		sealedAccessToken: vault.seal(accessToken, sealContexts.accessToken(userId)),
		sealedRefreshToken: refreshToken ? vault.seal(refreshToken, sealContexts.refreshToken(userId)) : null
	};
}
