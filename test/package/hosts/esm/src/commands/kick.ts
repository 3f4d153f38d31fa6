import { Command } from '@sapphire/framework';
import { PermissionFlagsBits } from 'discord.js';

/** A moderation command, as many bots have. */
export class KickMemberCommand extends Command {
	public constructor(context: Command.LoaderContext) {
		super(context, { name: 'kick', description: 'Remove a member from this server' });
	}

	public override registerApplicationCommands(registry: Command.Registry): void {
		registry.registerChatInputCommand((builder) =>
			builder
				.setName(this.name)
				.setDescription(this.description)
				.setDefaultMemberPermissions(PermissionFlagsBits.KickMembers)
				.addStringOption((option) => option.setName('who').setDescription('Name of the member').setRequired(true))
		);
	}

	public override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
		await interaction.reply(`${interaction.options.getString('who', true)} is out.`);
	}
}
