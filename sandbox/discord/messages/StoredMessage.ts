import type { APIAllowedMentions, APIMessage } from 'discord-api-types/v10';

/** A message as this Discord keeps it. An edit replaces the payload. */
export class StoredMessage {
	public constructor(
		public payload: APIMessage,
		/** Who sees it besides the bot; `null` when everybody does. */
		public readonly visibleTo: string | null,
		/** What the bot allowed its last text to ping; `undefined` when it did not say. */
		public allowedMentions: APIAllowedMentions | undefined
	) {}

	public get id(): string {
		return this.payload.id;
	}

	public get isByBot(): boolean {
		return this.payload.author.bot === true;
	}

	public get isEphemeral(): boolean {
		return this.visibleTo !== null;
	}
}
