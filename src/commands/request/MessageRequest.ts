import { DiscordAPIError, type Message, type PermissionsBitField } from 'discord.js';
import { namesForMessage } from '../../lib/discord/markup/guildNames.js';
import { readableText } from '../../lib/discord/markup/readableText.js';
import type { KickActor } from '../../lib/storage/history/types.js';
import { NoMentions, type ReplyContent, replyToMessage, toReply } from '../replies.js';
import type { CommandRequest, PrivateDelivery } from './CommandRequest.js';

export class MessageRequest implements CommandRequest {
	readonly #message: Message<true>;
	#directMessage: Message | null = null;

	public constructor(
		message: Message,
		public readonly commandName: string
	) {
		if (!message.inGuild()) throw new Error('The command ran outside a server despite its precondition.');
		this.#message = message;
	}

	public get guildId(): string {
		return this.#message.guildId;
	}

	public get userId(): string {
		return this.#message.author.id;
	}

	public get by(): KickActor {
		return { id: this.userId, name: this.#message.author.displayName, via: 'command' };
	}

	public get botPermissions(): Readonly<PermissionsBitField> | null {
		const { me } = this.#message.guild.members;
		return me === null ? null : this.#message.channel.permissionsFor(me);
	}

	public async readable(text: string): Promise<string> {
		return readableText(text, namesForMessage(this.#message));
	}

	public async answer(content: string | ReplyContent): Promise<void> {
		const { files, ...rest } = toReply(content);
		const mayAttach = this.botPermissions?.has('AttachFiles') ?? false;
		await replyToMessage(this.#message, { ...rest, ...(files && mayAttach && { files }) });
	}

	public async showPrivately(content: ReplyContent): Promise<PrivateDelivery> {
		const privateMessage = { ...content, allowedMentions: NoMentions };
		try {
			if (this.#directMessage === null) this.#directMessage = await this.#message.author.send(privateMessage);
			else await this.#directMessage.edit(privateMessage);
			return 'directMessage';
		} catch (error) {
			if (error instanceof DiscordAPIError) return 'refused';
			throw error;
		}
	}
}
