import { Command } from '@sapphire/framework';
import { CheckKickConfigCommand } from './CheckKickConfigCommand.js';
import { KickCommand } from './KickCommand.js';

const pieces = { kick: KickCommand, check_kick_config: CheckKickConfigCommand };
const otherNames = { kick: 'kickchat', check_kick_config: 'kickcheck' };

/**
 * Loads the plugin's commands after those of the host bot, and leaves out names that the host uses.
 *
 * Of two commands with one name, the later evicts the first, and both lose their slash command: Sapphire keeps one
 * registry per name. The host's commands, from files or `loadPiece`, are all known only when Discord is ready. Sapphire
 * then asks each command in the store for its slash definition, in order. This one moves to the end of the store, adds
 * the plugin's commands behind itself, and unloads.
 */
export class LateCommandLoader extends Command {
	#isLast = false;

	public override async registerApplicationCommands(): Promise<void> {
		if (!this.#isLast) {
			this.#isLast = true;
			this.store.delete(this.name);
			this.store.set(this.name, this);
			return;
		}

		const { commands } = this.container.kick.config;
		for (const key of ['kick', 'check_kick_config'] as const) {
			const command = commands[key];
			if (command !== false) await this.#loadUnlessTaken(key, command.name);
		}
		await this.unload();
	}

	async #loadUnlessTaken(key: keyof typeof pieces, name: string): Promise<void> {
		const holder =
			this.store.get(name) ??
			this.store.find(({ applicationCommandRegistry }) => applicationCommandRegistry.chatInputCommands.has(name));
		if (holder === undefined) {
			await this.store.loadPiece({ name, piece: pieces[key] });
		} else if (!(holder instanceof pieces[key])) {
			this.container.logger.warn(
				`[Kick] This bot already has a command "${name}", so the plugin's was not loaded. ` +
					`To have both, rename the plugin's: kick.commands = { ${key}: { name: '${otherNames[key]}' } }`
			);
		}
	}
}
