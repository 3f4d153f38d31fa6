import type { Args, ChatInputCommand, MessageCommand } from '@sapphire/framework';
import type { SubcommandMappingMethod } from '@sapphire/plugin-subcommands';
import type {
	ChatInputCommandInteraction,
	Message,
	PermissionsString,
	SlashCommandSubcommandBuilder
} from 'discord.js';
import { redactingErrors } from '../../lib/log/redactError.js';
import { replyToMessage } from '../replies.js';
import type { CommandRequest } from '../request/CommandRequest.js';
import { InteractionRequest } from '../request/InteractionRequest.js';
import { MessageRequest } from '../request/MessageRequest.js';
import { textAfterCommand, withoutFirstWord, writtenCommand } from '../request/prefixText.js';
import { type UsageLine, usage } from '../texts.js';

/** Subcommand of `/kick`, for slash and prefix. */
export interface SubcommandDefinition<Input> {
	name: string;
	description: string;
	/** Parameters as a usage text shows them, for example `<text>`. */
	parameters: string;
	visibility: 'private' | 'public';
	requiredUserPermissions?: PermissionsString[];
	addOptions?: (builder: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;
	parseOptions: (options: ChatInputCommandInteraction['options']) => Input;
	/** Parses the text after the subcommand's name. Returns `null` to answer with the usage. */
	parseText: (text: string) => Input | null;
	run: (request: CommandRequest, input: Input) => Promise<void>;
}

export interface KickSubcommand {
	mapping: SubcommandMappingMethod;
	build: (builder: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;
	/** @param written The command as people write it, for example `!kick`. */
	usage: (written: string) => UsageLine;
}

export function defineSubcommand<Input>(definition: SubcommandDefinition<Input>): KickSubcommand {
	const { name, description } = definition;

	function usageOf(written: string): UsageLine {
		return { usage: `${written} ${name} ${definition.parameters}`.trimEnd(), description };
	}

	async function chatInputRun(interaction: ChatInputCommand.Interaction): Promise<void> {
		await redactingErrors(answerInteraction(interaction));
	}

	async function answerInteraction(interaction: ChatInputCommand.Interaction): Promise<void> {
		const request = await InteractionRequest.open(interaction, definition.visibility);
		await definition.run(request, definition.parseOptions(interaction.options));
	}

	async function messageRun(message: Message, args: Args, context: MessageCommand.RunContext): Promise<void> {
		await redactingErrors(answerMessage(message, args, context));
	}

	async function answerMessage(message: Message, args: Args, context: MessageCommand.RunContext): Promise<void> {
		const commandName = args.command.name;
		const input = definition.parseText(withoutFirstWord(textAfterCommand(message.content, context)));
		if (input === null) {
			await replyToMessage(message, usage([usageOf(writtenCommand(commandName, context))]));
			return;
		}
		await definition.run(new MessageRequest(message, commandName), input);
	}

	return {
		mapping: {
			name,
			requiredUserPermissions: definition.requiredUserPermissions ?? [],
			chatInputRun,
			messageRun
		},
		build(builder) {
			builder.setName(name).setDescription(description);
			return definition.addOptions?.(builder) ?? builder;
		},
		usage: usageOf
	};
}
