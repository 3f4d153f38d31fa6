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
import { composeMessage, editMessage } from '../messages/composeMessage.js';
import { type MessageBody, messageBody } from '../messages/messageBody.js';
import { reportMessage } from '../messages/reportMessage.js';
import { StoredMessage } from '../messages/StoredMessage.js';
import { refusals } from '../rest/DiscordError.js';
import { parseBody } from '../rest/parseBody.js';
import type { ReceivedFile } from '../rest/ReceivedFile.js';
import type { World } from '../world/World.js';
import type { Interaction } from './Interaction.js';

const callbackBody = z.looseObject({ type: z.number().int(), data: z.unknown().optional() });

/**
 * What a bot can do about a slash command or a button: answer it, say that it is thinking, edit, follow up, take back.
 *
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export class InteractionAnswers {
	readonly #world: World;

	public constructor(world: World) {
		this.#world = world;
	}

	/** The first answer. @throws DiscordError 10062, 40060, 50035, 50006 */
	public acknowledge(
		interactionId: string,
		token: string,
		body: unknown,
		files: readonly ReceivedFile[]
	): { interaction: Interaction; message: StoredMessage } {
		const interaction = this.#world.interactions.forAcknowledging(interactionId, token);
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
				return { interaction, message: this.#takeUp(interaction) };
			case InteractionResponseType.UpdateMessage:
				return { interaction, message: this.#edit(interaction, this.#takeUp(interaction), parsed, files) };
			default:
				throw refusesType();
		}
	}

	/** The message with the button is what the bot goes on with. */
	#takeUp(interaction: Interaction): StoredMessage {
		const { source } = interaction;
		if (source === null) throw refusesType();
		interaction.original = source;
		interaction.isAcknowledged = true;
		interaction.keep(source);
		this.#world.changes.notify();
		return source;
	}

	/** A further message; while the bot is shown as thinking, it takes the place of the answer, as Discord does it. */
	public followUp(token: string, body: unknown, files: readonly ReceivedFile[]): StoredMessage {
		const interaction = this.#world.interactions.forFollowingUp(token);
		const parsed = parseBody(messageBody, body);
		if (interaction.isLoading) return this.#edit(interaction, this.#find(interaction, '@original'), parsed, files);

		const message = this.#compose(interaction, parsed, files, MessageType.Default);
		this.#show(interaction, message, 'followup');
		return message;
	}

	/** @param messageId `@original` is the first answer. */
	public get(token: string, messageId: string): StoredMessage {
		return this.#find(this.#world.interactions.forFollowingUp(token), messageId);
	}

	public edit(token: string, messageId: string, body: unknown, files: readonly ReceivedFile[]): StoredMessage {
		const interaction = this.#world.interactions.forFollowingUp(token);
		return this.#edit(interaction, this.#find(interaction, messageId), parseBody(messageBody, body), files);
	}

	public delete(token: string, messageId: string): void {
		const interaction = this.#world.interactions.forFollowingUp(token);
		const message = this.#find(interaction, messageId);

		interaction.forget(message);
		if (!message.isEphemeral) this.#world.feed.delete(interaction.channel, message);
		reportMessage(this.#world, 'deletion', interaction.channel, message);
	}

	#find(interaction: Interaction, messageId: string): StoredMessage {
		const message = interaction.find(messageId === '@original' ? (interaction.original?.id ?? '') : messageId);
		if (message === undefined) throw refusals.unknownMessage();
		return message;
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
		editMessage(this.#world, message, body, files);
		if (isAnswer) {
			interaction.isLoading = false;
			message.payload = { ...message.payload, flags: (message.payload.flags ?? 0) & ~MessageFlags.Loading };
		}

		if (!message.isEphemeral) this.#world.feed.update(interaction.channel, message);
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
		interaction.isAcknowledged = true;
		interaction.keep(message);
		if (!message.isEphemeral) this.#world.feed.add(interaction.channel, message);
	}

	#compose(
		interaction: Interaction,
		body: MessageBody,
		files: readonly ReceivedFile[],
		type: MessageType
	): StoredMessage {
		const ephemeral = isEphemeral(body);
		const blank = this.#blank(interaction, type, ephemeral);
		return composeMessage(this.#world, blank, body, files, ephemeral ? interaction.user.name : null);
	}

	#blank({ id, channel, user, original, source }: Interaction, type: MessageType, ephemeral: boolean): APIMessage {
		const { application, bot } = this.#world;
		return {
			...blankMessage(this.#world, channel, bot),
			type,
			flags: ephemeral ? MessageFlags.Ephemeral : (0 as MessageFlags),
			application_id: application.id,
			webhook_id: application.id,
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
