import type { PermissionsBitField } from 'discord.js';
import type { KickActor } from '../../lib/storage/history/types.js';
import type { ReplyContent } from '../replies.js';

/** Delivery of a private answer. `refused`: the user does not accept direct messages. */
export type PrivateDelivery = 'reply' | 'directMessage' | 'refused';

/** Use of a command in a Discord server, by slash or by prefix. */
export interface CommandRequest {
	readonly guildId: string;
	readonly userId: string;
	/** Person who uses the command, for the history of settings. */
	readonly by: KickActor;
	/** Name of the slash command, which may be renamed. */
	readonly commandName: string;
	/** The bot's permissions in the channel, or `null` if they are unknown. */
	readonly botPermissions: Readonly<PermissionsBitField> | null;
	/** Converts typed text for a platform without Discord's markup. */
	readable(text: string): Promise<string>;
	answer(content: string | ReplyContent): Promise<void>;
	/** Shows content to this person alone. The next call replaces it. */
	showPrivately(content: ReplyContent): Promise<PrivateDelivery>;
}
