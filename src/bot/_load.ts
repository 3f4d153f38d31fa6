import type { StoreRegistry } from '@sapphire/framework';
import { KickPing } from './KickPing.js';
import { SafeCookiesMiddleware } from './SafeCookiesMiddleware.js';

/** Queues pieces of the ready bot alone, because a host bot decides on them itself. */
export function loadBotPieces(stores: StoreRegistry): void {
	void stores.loadPiece({ store: 'listeners', name: 'KickPing', piece: KickPing });
	void stores.loadPiece({ store: 'middlewares', name: 'cookies', piece: SafeCookiesMiddleware });
}
