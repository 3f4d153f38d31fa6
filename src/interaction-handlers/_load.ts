import { container } from '@sapphire/framework';
import { KickLeaderboardPages } from './KickLeaderboardPages.js';

/** Queues the handlers of the plugin's buttons. */
export function loadInteractionHandlers(): void {
	void container.stores.loadPiece({
		store: 'interaction-handlers',
		name: 'KickLeaderboardPages',
		piece: KickLeaderboardPages
	});
}
