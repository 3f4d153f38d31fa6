import { type Args, type ChatInputCommand, Command } from '@sapphire/framework';
import { ApplicationIntegrationType, InteractionContextType, type Message, PermissionFlagsBits } from 'discord.js';
import { redactingErrors } from '../lib/log/redactError.js';
import { discordFindings } from './discordFindings.js';
import type { CommandRequest } from './request/CommandRequest.js';
import { InteractionRequest } from './request/InteractionRequest.js';
import { MessageRequest } from './request/MessageRequest.js';
import { configReport } from './texts.js';

/** `/check_kick_config` and `!check_kick_config`. `kick.commands.check_kick_config.name` renames it. */
export class CheckKickConfigCommand extends Command {
	public constructor(context: Command.LoaderContext, options: Command.Options) {
		super(context, {
			...options,
			description: 'Check whether Kick chat is set up in this server',
			fullCategory: ['Kick'],
			aliases: freeAliases(context),
			// Not `runIn`, because it fetches the channel, and fails without an answer if the bot can't see it.
			preconditions: ['GuildOnly'],
			requiredUserPermissions: ['ManageGuild']
		});
	}

	public override registerApplicationCommands(registry: ChatInputCommand.Registry): void {
		registry.registerChatInputCommand((builder) =>
			builder
				.setName(this.name)
				.setDescription(this.description)
				.setContexts(InteractionContextType.Guild)
				.setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
				.setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
		);
	}

	public override async chatInputRun(interaction: ChatInputCommand.Interaction): Promise<void> {
		await redactingErrors(InteractionRequest.open(interaction, 'private').then((request) => this.#check(request)));
	}

	public override async messageRun(message: Message, _args: Args): Promise<void> {
		await redactingErrors(this.#check(new MessageRequest(message, this.name)));
	}

	async #check(request: CommandRequest): Promise<void> {
		const report = await this.container.kick.check(request.guildId);
		const { intents, loadMessageCommandListeners } = this.container.client.options;
		const findings = discordFindings({
			intents,
			readsPrefixCommands: loadMessageCommandListeners === true,
			botPermissions: request.botPermissions
		});
		await request.answer(configReport(report, findings));
	}
}

/** Returns the aliases `check-kick-config` and `checkkickconfig`, unless the host bot uses them. */
function freeAliases({ name, store }: Command.LoaderContext): string[] {
	const aliases = [name.replaceAll('_', '-'), name.replaceAll('_', '')];
	return aliases.filter((alias) => {
		const holder = store.get(alias);
		return alias !== name && (holder === undefined || holder instanceof CheckKickConfigCommand);
	});
}
