import type { SlashOptions } from '../world/entities.js';
import type { InteractionPlace } from './commonPayload.js';
import { interactionPayload } from './interactionPayload.js';
import { type CommandServices, offeredCommand } from './offeredCommand.js';
import { rawSlashOptions, resolveSlashOptions } from './resolveSlashOptions.js';
import type { SimulatedReply } from './SimulatedReply.js';
import { type InteractionServices, sendInteraction } from './sendInteraction.js';

export type SlashCommandServices = InteractionServices & CommandServices;

export interface SlashCommandUse extends InteractionPlace {
	path: string;
	values: SlashOptions;
	raw: boolean;
}

/** Sends a slash command to the bot and waits for its answer. */
export async function runSlashCommand(services: SlashCommandServices, use: SlashCommandUse): Promise<SimulatedReply> {
	const { user, channel, values } = use;
	const { world, interactions } = services;
	const [name = '', ...subcommands] = use.path.replace(/^\//, '').trim().split(/\s+/);
	const command = offeredCommand(services, use, name);
	const options = use.raw ? rawSlashOptions(subcommands, values) : resolveSlashOptions(command, subcommands, values);

	const shown = ['', name, ...subcommands].join(' ').replace(/^ /, '/');
	const interaction = interactions.start({ command: shown, user, channel });
	world.report({
		kind: 'command',
		channel,
		author: { id: user.id, name: user.name, isBot: false },
		text: [shown, ...typedOptions(values)].join(' '),
		buttons: [],
		ephemeral: false,
		visibleTo: channel.recipient?.name ?? null,
		messageId: null
	});
	const data = interactionPayload(world, interaction, use, { id: command.id, name, options });
	return sendInteraction(services, interaction, data);
}

/** Returns the options as Discord shows them: `name:value`. */
function typedOptions(values: SlashOptions): string[] {
	return Object.entries(values).flatMap(([key, value]) =>
		value === undefined ? [] : `${key}:${typeof value === 'object' ? value.mention : value}`
	);
}
