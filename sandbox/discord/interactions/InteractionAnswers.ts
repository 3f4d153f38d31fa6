import {
	type APIMessage,
	ApplicationIntegrationType,
	InteractionResponseType,
	InteractionType,
	MessageFlags,
	MessageType
} from 'discord-api-types/v10';
import { z } from 'zod';
import { blankMessage } from '../messages/blankMessage.js';
import type { MessageComposer } from '../messages/MessageComposer.js';
import type { MessageFeed } from '../messages/MessageFeed.js';
import { type MessageBody, messageBody } from '../messages/messageBody.js';
import { reportMessage } from '../messages/reportMessage.js';
import { StoredMessage } from '../messages/StoredMessage.js';
import { refusals } from '../rest/DiscordError.js';
import { parseBody } from '../rest/parseBody.js';
import type { ReceivedFile } from '../rest/UploadedFile.js';
import type { World } from '../world/World.js';
import type { Interaction } from './Interaction.js';
import type { Interactions } from './Interactions.js';

const callbackBody = z.looseObject({ type: z.number().int(), data: z.unknown().optional() });

/**
 * The bot's answers to slash commands and buttons: the first one, deferred ones, edits, followups and deletions.
 *
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export class InteractionAnswers {
	readonly #world: World;
	readonly #interactions: Interactions;
	readonly #composer: MessageComposer;
	readonly #feed: MessageFeed;

	public constructor(world: World, interactions: Interactions, composer: MessageComposer, feed: MessageFeed) {
		this.#world = world;
		this.#interactions = interactions;
		this.#composer = composer;
		this.#feed = feed;
	}

	/** Takes the first answer. @throws DiscordError 10062, 40060, 50035, 50006 */
	public acknowledge(
		interactionId: string,
		token: string,
		body: unknown,
		files: readonly ReceivedFile[]
	): { interaction: Interaction; message: StoredMessage } {
		const interaction = this.#interactions.forAcknowledging(interactionId, token);
		const { type, data } = parseBody(callbackBody, body);
		const parsed = parseBody(messageBody, data);

		switch (type) {
			case InteractionResponseType.ChannelMessageWithSource: {
				const message = this.#compose(interaction, parsed, files, MessageType.ChatInputCommand);
				interaction.original = message;
				this.#show(interaction, message, 'answer');
				return { interaction, message };
			}
			case InteractionResponseType.DeferredChannelMessageWithSource:
				return { interaction, message: this.#defer(interaction, isEphemeral(parsed)) };
			case InteractionResponseType.DeferredMessageUpdate:
				interaction.wasDeferred = true;
				return { interaction, message: this.#useSource(interaction) };
			case InteractionResponseType.UpdateMessage:
				return { interaction, message: this.#edit(interaction, this.#useSource(interaction), parsed, files) };
			default:
				throw refusesType();
		}
	}

	/** Adds a message. While the bot is shown as thinking, it becomes the answer, as on Discord. */
	public followUp(token: string, body: unknown, files: readonly ReceivedFile[]): StoredMessage {
		const interaction = this.#interactions.forFollowingUp(token);
		const parsed = parseBody(messageBody, body);
		if (interaction.isLoading) return this.#edit(interaction, this.#find(interaction, '@original'), parsed, files);

		const message = this.#compose(interaction, parsed, files, MessageType.Default);
		this.#show(interaction, message, 'followup');
		return message;
	}

	/** @param messageId `@original` is the first answer. */
	public get(token: string, messageId: string): StoredMessage {
		return this.#find(this.#interactions.forFollowingUp(token), messageId);
	}

	public edit(token: string, messageId: string, body: unknown, files: readonly ReceivedFile[]): StoredMessage {
		const interaction = this.#interactions.forFollowingUp(token);
		return this.#edit(interaction, this.#find(interaction, messageId), parseBody(messageBody, body), files);
	}

	public delete(token: string, messageId: string): void {
		const interaction = this.#interactions.forFollowingUp(token);
		const message = this.#find(interaction, messageId);

		interaction.forget(message);
		if (!message.isEphemeral) this.#feed.delete(interaction.channel, message);
		reportMessage(this.#world, 'deletion', interaction.channel, message);
	}

	#find(interaction: Interaction, messageId: string): StoredMessage {
		const message = interaction.find(messageId === '@original' ? (interaction.original?.id ?? '') : messageId);
		if (message === undefined) throw refusals.unknownMessage();
		return message;
	}

	/** Makes the message with the button the answer that the bot edits. */
	#useSource(interaction: Interaction): StoredMessage {
		const { source } = interaction;
		if (source === null) throw refusesType();
		interaction.original = source;
		interaction.keep(source);
		this.#world.changes.notify();
		return source;
	}

	#defer(interaction: Interaction, ephemeral: boolean): StoredMessage {
		const blank = this.#blank(interaction, MessageType.ChatInputCommand, ephemeral);
		const flags = (blank.flags ?? 0) | MessageFlags.Loading;
		const message = new StoredMessage({ ...blank, flags }, ephemeral ? interaction.user.name : null, undefined);

		interaction.original = message;
		interaction.isLoading = true;
		interaction.wasDeferred = true;
		this.#keep(interaction, message);
		this.#world.changes.notify();
		return message;
	}

	#edit(
		interaction: Interaction,
		message: StoredMessage,
		body: MessageBody,
		files: readonly ReceivedFile[]
	): StoredMessage {
		const isAnswer = interaction.isLoading && message === interaction.original;
		this.#composer.edit(message, body, files);
		if (isAnswer) {
			interaction.isLoading = false;
			message.payload = { ...message.payload, flags: (message.payload.flags ?? 0) & ~MessageFlags.Loading };
		}

		if (!message.isEphemeral) this.#feed.update(interaction.channel, message);
		interaction.record(isAnswer ? 'answer' : 'edit', message);
		reportMessage(this.#world, isAnswer ? 'answer' : 'edit', interaction.channel, message);
		return message;
	}

	#show(interaction: Interaction, message: StoredMessage, kind: 'answer' | 'followup'): void {
		this.#keep(interaction, message);
		interaction.record(kind, message);
		reportMessage(this.#world, kind, interaction.channel, message);
	}

	#keep(interaction: Interaction, message: StoredMessage): void {
		interaction.keep(message);
		if (!message.isEphemeral) this.#feed.add(interaction.channel, message);
	}

	#compose(
		interaction: Interaction,
		body: MessageBody,
		files: readonly ReceivedFile[],
		type: MessageType
	): StoredMessage {
		const ephemeral = isEphemeral(body);
		const blank = this.#blank(interaction, type, ephemeral);
		return this.#composer.compose(blank, body, files, ephemeral ? interaction.user.name : null);
	}

	#blank({ id, channel, user, original, source }: Interaction, type: MessageType, ephemeral: boolean): APIMessage {
		const { ids, bot } = this.#world;
		return {
			...blankMessage(ids, channel, bot),
			type,
			flags: ephemeral ? MessageFlags.Ephemeral : (0 as MessageFlags),
			application_id: bot.id,
			webhook_id: bot.id,
			interaction_metadata: {
				id,
				...(source === null
					? { type: InteractionType.ApplicationCommand as const }
					: { type: InteractionType.MessageComponent as const, interacted_message_id: source.id }),
				user: user.toPayload(),
				authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: channel.guild?.id ?? '0' },
				...(original === null ? {} : { original_response_message_id: original.id })
			}
		};
	}
}

function refusesType() {
	return refusals.invalidForm({
		type: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'Value must be one of the types for this interaction.' }] }
	});
}

function isEphemeral({ flags }: MessageBody): boolean {
	return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}
