import { type APIApplicationCommand, ApplicationCommandType, InteractionContextType } from 'discord-api-types/v10';
import type { CommandRegistry } from '../commands/CommandRegistry.js';
import { permissionNames } from '../world/permissions.js';
import { UnsendableError } from '../world/UnsendableError.js';
import type { World } from '../world/World.js';
import type { InteractionPlace } from './commonPayload.js';

export interface CommandServices {
	world: World;
	/** The bot's global commands. */
	commands: CommandRegistry;
}

const RawHint = 'raw: true sends it anyway';

/**
 * Returns the command that Discord's client offers this person under this name.
 *
 * @throws UnsendableError when it offers none, unless the use is raw.
 */
export function offeredCommand(
	{ world, commands }: CommandServices,
	{ user, member, channel, raw }: InteractionPlace & { raw: boolean },
	name: string
): APIApplicationCommand {
	const { guild } = channel;
	if (guild !== null && !guild.isAvailable)
		throw new UnsendableError(`The bot is not in ${guild.name}, or ${guild.name} is down.`);

	const command = guild?.commandRegistry.find(name) ?? commands.find(name);
	if (raw) return command ?? unregistered(world, name);

	if (command === undefined) {
		const known = [...commands.list, ...(guild?.commands ?? [])].map((entry) => `/${entry.name}`);
		const registered = known.length === 0 ? 'no commands' : known.join(', ');
		throw new UnsendableError(`Discord offers no /${name}: the bot registered ${registered} (${RawHint}).`);
	}
	if (guild === null && !isOfferedInDirectMessages(command)) {
		throw new UnsendableError(`Discord does not offer /${name} in direct messages (${RawHint}).`);
	}
	if (member === null) return command;
	if (guild?.memberById(user.id) === undefined) throw new UnsendableError(`${user.name} is not in ${guild?.name}.`);

	const granted = channel.permissionsOf(member);
	const needed = BigInt(command.default_member_permissions ?? 0);
	if ((granted & needed) !== needed) {
		const missing = permissionNames(needed & ~granted).join(', ');
		throw new UnsendableError(`Discord does not offer /${name} to ${user.name}, who lacks ${missing} (${RawHint}).`);
	}
	return command;
}

function isOfferedInDirectMessages({ contexts, dm_permission: allowed }: APIApplicationCommand): boolean {
	return contexts ? contexts.includes(InteractionContextType.BotDM) : allowed !== false;
}

function unregistered(world: World, name: string): APIApplicationCommand {
	return {
		id: world.ids.next(),
		application_id: world.bot.id,
		version: world.ids.next(),
		type: ApplicationCommandType.ChatInput,
		name,
		description: '',
		default_member_permissions: null
	};
}
