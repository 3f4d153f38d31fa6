import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { placeOf } from '../world/placeOf.js';
import type { SimulatedChannel } from '../world/SimulatedChannel.js';
import type { SimulatedMember } from '../world/SimulatedMember.js';
import type { SimulatedUser } from '../world/SimulatedUser.js';
import type { World } from '../world/World.js';
import { interactionPayload } from './interactionPayload.js';
import { offeredCommand } from './offeredCommand.js';
import { rawSlashOptions, resolveSlashOptions, type SlashOptions } from './resolveSlashOptions.js';
import { SimulatedReply } from './SimulatedReply.js';
import { untilAnswered } from './untilAnswered.js';

export interface SlashCommandUse {
	user: SimulatedUser;
	/** `null` in direct messages. */
	member: SimulatedMember | null;
	channel: SimulatedChannel;
	path: string;
	values: SlashOptions;
	raw: boolean;
}

/** Sends a slash command to the bot and waits for its answer. */
export async function runSlashCommand(world: World, use: SlashCommandUse): Promise<SimulatedReply> {
	const { user, channel, values } = use;
	const [name = '', ...subcommands] = use.path.replace(/^\//, '').trim().split(/\s+/);
	const command = offeredCommand(world, use, name);
	const options = use.raw ? rawSlashOptions(subcommands, values) : resolveSlashOptions(command, subcommands, values);

	const shown = ['', name, ...subcommands].join(' ').replace(/^ /, '/');
	const interaction = world.interactions.start(world, { command: shown, user, channel });
	reportCommand(world, use, shown);
	world.dispatch({
		event: GatewayDispatchEvents.InteractionCreate,
		data: interactionPayload(world, interaction, use, { id: command.id, name, options }),
		guildId: channel.guild?.id ?? null,
		intent: 0
	});

	await untilAnswered(world, interaction);
	return new SimulatedReply(world.changes, interaction);
}

function reportCommand(world: World, { user, channel, values }: SlashCommandUse, shown: string): void {
	const typed = Object.entries(values).flatMap(([key, value]) =>
		value === undefined ? [] : `${key}:${typeof value === 'object' ? value.mention : value}`
	);
	world.report({
		kind: 'command',
		...placeOf(channel),
		author: { id: user.id, name: user.name, isBot: false },
		text: [shown, ...typed].join(' '),
		buttons: [],
		ephemeral: false,
		visibleTo: channel.recipient?.name ?? null,
		messageId: null
	});
}
