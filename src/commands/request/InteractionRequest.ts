import { type ChatInputCommandInteraction, MessageFlags, type PermissionsBitField } from 'discord.js';
import { namesForInteraction } from '../../lib/discord/markup/guildNames.js';
import { readableText } from '../../lib/discord/markup/readableText.js';
import type { KickActor } from '../../lib/storage/history/types.js';
import { NoMentions, type ReplyContent, toReply } from '../replies.js';
import type { CommandRequest, PrivateDelivery } from './CommandRequest.js';

type GuildInteraction = ChatInputCommandInteraction<'cached' | 'raw'>;

export class InteractionRequest implements CommandRequest {
	readonly #interaction: GuildInteraction;

	private constructor(interaction: GuildInteraction) {
		this.#interaction = interaction;
	}

	/** Defers the answer first, because Discord drops a command that is not answered within 3 seconds. */
	public static async open(
		interaction: ChatInputCommandInteraction,
		visibility: 'private' | 'public'
	): Promise<InteractionRequest> {
		if (!interaction.inGuild()) throw new Error('The command ran outside a server despite its precondition.');
		await interaction.deferReply(visibility === 'private' ? { flags: MessageFlags.Ephemeral } : {});
		return new InteractionRequest(interaction);
	}

	public get guildId(): string {
		return this.#interaction.guildId;
	}

	public get userId(): string {
		return this.#interaction.user.id;
	}

	public get by(): KickActor {
		return { id: this.userId, name: this.#interaction.user.displayName, via: 'command' };
	}

	public get commandName(): string {
		return this.#interaction.commandName;
	}

	public get botPermissions(): Readonly<PermissionsBitField> {
		return this.#interaction.appPermissions;
	}

	public async readable(text: string): Promise<string> {
		return readableText(text, await namesForInteraction(this.#interaction, text));
	}

	public async answer(content: string | ReplyContent): Promise<void> {
		await this.#interaction.editReply({ ...toReply(content), allowedMentions: NoMentions });
	}

	public async showPrivately(content: ReplyContent): Promise<PrivateDelivery> {
		await this.#interaction.editReply({ ...content, allowedMentions: NoMentions });
		return 'reply';
	}
}
