import type { PermissionsBitField } from 'discord.js';
import type { ReplyContent } from '../replies.js';

/** Where a private answer went. `refused`: the person takes no direct messages. */
export type PrivateDelivery = 'reply' | 'directMessage' | 'refused';

/** Somebody in a Discord server used a command, by slash or by prefix. */
export interface CommandRequest {
	readonly guildId: string;
	readonly userId: string;
	/** Name of the slash command, which may be renamed. */
	readonly commandName: string;
	/** What this bot may do in the channel; `null` when it can't be told. */
	readonly botPermissions: Readonly<PermissionsBitField> | null;
	/** What this person typed, as a platform without Discord's markup can show it. */
	readable(text: string): Promise<string>;
	answer(content: string | ReplyContent): Promise<void>;
	/** Shows something to this person alone. The next call replaces what the first one showed. */
	showPrivately(content: ReplyContent): Promise<PrivateDelivery>;
}
