import { Command } from '@sapphire/framework';
import { CheckKickConfigCommand } from './CheckKickConfigCommand.js';
import { KickCommand } from './KickCommand.js';

const pieces = { kick: KickCommand, check_kick_config: CheckKickConfigCommand };
const otherNames = { kick: 'kickchat', check_kick_config: 'kickcheck' };

/**
 * Loads our commands after all those of the host bot, and leaves out the ones whose name the host uses itself.
 *
 * A command that is loaded beside another one of the same name evicts it, and both lose their slash command: Sapphire
 * keeps one registry per name. Only when Discord is ready are the host's commands known, whether they come from files
 * or from `loadPiece`, and then Sapphire asks each command in the store for its slash definition, one after the other.
 * So this one stands last in that row, adds ours behind itself (they are asked next), and leaves.
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
				`[Kick] This bot has a command "${name}" of its own, so the plugin's was left out. To have both, rename the plugin's: kick.commands = { ${key}: { name: '${otherNames[key]}' } }`
			);
		}
	}
}
