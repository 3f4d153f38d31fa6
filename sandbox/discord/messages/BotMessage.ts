import {
	type APIAllowedMentions,
	type APIEmbed,
	type APIMessage,
	ButtonStyle,
	ComponentType
} from 'discord-api-types/v10';
import type { VisibleButton } from '../world/DiscordActivity.js';
import { type Mentions, mentionsIn } from './mentions.js';
import type { StoredMessage } from './StoredMessage.js';

/** A message of the bot as it was at one moment; a later edit does not change it. */
export class BotMessage {
	public readonly id: string;
	public readonly channelId: string;
	public readonly content: string;
	public readonly embeds: readonly APIEmbed[];
	public readonly buttons: readonly VisibleButton[];
	/** Names of the attached files. */
	public readonly files: readonly string[];
	/** Whether only the person who sent the command sees it. */
	public readonly ephemeral: boolean;
	/** Value that the bot sent. If it is `undefined`, Discord pings all mentioned users and roles. */
	public readonly allowedMentions: APIAllowedMentions | undefined;
	/** Users and roles that it pings. */
	public readonly mentions: Mentions;
	/** The message that this one replies to. */
	public readonly repliesTo: string | null;
	/** The message as Discord's API shows it. */
	public readonly payload: APIMessage;

	public constructor(message: StoredMessage) {
		const payload = structuredClone(message.payload);
		this.payload = payload;
		this.id = payload.id;
		this.channelId = payload.channel_id;
		this.content = payload.content;
		this.embeds = payload.embeds;
		this.buttons = visibleButtons(payload);
		this.files = payload.attachments.map(({ filename }) => filename);
		this.ephemeral = message.isEphemeral;
		this.allowedMentions = message.allowedMentions;
		this.mentions = mentionsIn(payload.content, message.allowedMentions, payload.referenced_message?.author.id ?? null);
		this.repliesTo = payload.message_reference?.message_id ?? null;
	}
}

/** Returns the buttons under a message, row by row. */
export function visibleButtons(message: APIMessage): VisibleButton[] {
	return (message.components ?? []).flatMap((row) => {
		if (row.type !== ComponentType.ActionRow) return [];
		return row.components.flatMap((component) => {
			if (component.type !== ComponentType.Button) return [];
			return {
				label: 'label' in component ? (component.label ?? '') : '',
				url: component.style === ButtonStyle.Link ? component.url : null,
				...(component.disabled && { disabled: true as const })
			};
		});
	});
}
