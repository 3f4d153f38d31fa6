import { container } from '@sapphire/framework';
import { LateCommandLoader } from './LateCommandLoader.js';

/** Queues the plugin's commands. They load when the client is ready, so that a host's commands come first. */
export function loadCommands(): void {
	void container.stores.loadPiece({ store: 'commands', name: 'sapphire-plugin-kick', piece: LateCommandLoader });
}
