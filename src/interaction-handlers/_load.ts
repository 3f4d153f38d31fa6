import { container } from '@sapphire/framework';
import { KickLeaderboardPages } from './KickLeaderboardPages.js';

/** Queues what answers the buttons of the plugin's messages. */
export function loadInteractionHandlers(): void {
	void container.stores.loadPiece({
		store: 'interaction-handlers',
		name: 'KickLeaderboardPages',
		piece: KickLeaderboardPages
	});
}
