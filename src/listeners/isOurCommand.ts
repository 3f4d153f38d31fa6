import type { Command } from '@sapphire/framework';
import { CheckKickConfigCommand } from '../commands/CheckKickConfigCommand.js';
import { KickCommand } from '../commands/KickCommand.js';

/** These listeners answer for the plugin's own commands; a host bot answers for its own in its own words. */
export function isOurCommand(command: Command): boolean {
	return command instanceof KickCommand || command instanceof CheckKickConfigCommand;
}
