import type { APIAllowedMentions, APIMessage } from 'discord-api-types/v10';

/** A message as the simulation stores it. An edit replaces the payload. */
export class StoredMessage {
	public constructor(
		public payload: APIMessage,
		/** Name of the only person who sees it; `null` when everyone does. */
		public readonly visibleTo: string | null,
		/** Pings that the bot allowed for its last text; `undefined` when it sent no limits. */
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
