import { type APIAllowedMentions, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { refusals } from '../rest/DiscordError.js';
import type { ReceivedFile } from '../rest/UploadedFile.js';
import type { World } from '../world/World.js';
import type { Attachments } from './Attachments.js';
import { withMentions } from './mentions.js';
import type { MessageBody } from './messageBody.js';
import { StoredMessage } from './StoredMessage.js';
import { isEmpty, withBody } from './withBody.js';

/** Flags that a bot may set when it writes; the others are Discord's own. */
const SettableFlags = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** Puts the content of the bot's requests into its messages. */
export class MessageComposer {
	readonly #world: Pick<World, 'ids' | 'users'>;
	readonly #attachments: Attachments;

	public constructor(world: Pick<World, 'ids' | 'users'>, attachments: Attachments) {
		this.#world = world;
		this.#attachments = attachments;
	}

	/** @throws DiscordError 50006 when nothing would be shown. */
	public compose(
		blank: APIMessage,
		body: MessageBody,
		files: readonly ReceivedFile[],
		visibleTo: string | null
	): StoredMessage {
		const message = new StoredMessage(blank, visibleTo, undefined);
		this.#setContent(message, body, files);
		return message;
	}

	/** @throws DiscordError 50006 when nothing would be left. */
	public edit(message: StoredMessage, body: MessageBody, files: readonly ReceivedFile[]): void {
		this.#setContent(message, body, files);
		message.payload = { ...message.payload, edited_timestamp: new Date().toISOString() };
	}

	#setContent(message: StoredMessage, body: MessageBody, files: readonly ReceivedFile[]): void {
		const { ids, users } = this.#world;
		const changed = withBody({ ids, attachments: this.#attachments }, message.payload, body, files);
		if (isEmpty(changed)) throw refusals.emptyMessage();

		const flags = (changed.flags ?? 0) | ((body.flags ?? 0) & SettableFlags);
		message.allowedMentions = allowedMentionsOf(body);
		message.payload = withMentions(users, { ...changed, flags }, message.allowedMentions);
	}
}

function allowedMentionsOf({ allowed_mentions: allowed }: MessageBody): APIAllowedMentions | undefined {
	if (!allowed) return undefined;
	const given = Object.entries(allowed).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given) as APIAllowedMentions;
}
