import type { Command } from '@sapphire/framework';
import { CheckKickConfigCommand } from '../commands/CheckKickConfigCommand.js';
import { KickCommand } from '../commands/KickCommand.js';

/** Whether a command belongs to the plugin. Only those are answered, because a host bot answers for its own. */
export function isPluginCommand(command: Command): boolean {
	return command instanceof KickCommand || command instanceof CheckKickConfigCommand;
}
