import type { ChatInputCommand, MessageCommand } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { ApplicationIntegrationType, InteractionContextType, type Message } from 'discord.js';
import { redactingErrors } from '../lib/log/redactError.js';
import { channel } from './kick/channel.js';
import { chatters } from './kick/chatters.js';
import { leaderboard } from './kick/leaderboard.js';
import { link } from './kick/link.js';
import { say } from './kick/say.js';
import { sync } from './kick/sync.js';
import { unlink } from './kick/unlink.js';
import { watchtime } from './kick/watchtime.js';
import { replyToMessage } from './replies.js';
import { writtenCommand } from './request/prefixText.js';
import { usage } from './texts.js';

const subcommands = [channel, link, unlink, sync, say, chatters, watchtime, leaderboard];

/** `/kick` and `!kick`. `kick.commands.kick.name` renames it. */
export class KickCommand extends Subcommand {
	public constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
		super(context, {
			...options,
			description: 'Kick chat in this Discord server',
			fullCategory: ['Kick'],
			// Not `runIn`, because it fetches the channel, and fails without an answer if the bot can't see it.
			preconditions: ['GuildOnly'],
			subcommands: [
				...subcommands.map(({ mapping }) => ({ ...mapping })),
				{ name: 'help', default: true, messageRun: 'messageHelp' }
			]
		});
	}

	public override registerApplicationCommands(registry: ChatInputCommand.Registry): void {
		registry.registerChatInputCommand((builder) => {
			builder
				.setName(this.name)
				.setDescription(this.description)
				.setContexts(InteractionContextType.Guild)
				.setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
			for (const { build } of subcommands) builder.addSubcommand(build);
			return builder;
		});
	}

	public async messageHelp(message: Message, _args: unknown, context: MessageCommand.RunContext): Promise<void> {
		const written = writtenCommand(this.name, context);
		await redactingErrors(replyToMessage(message, usage(subcommands.map((subcommand) => subcommand.usage(written)))));
	}
}
