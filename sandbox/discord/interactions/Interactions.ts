import { randomBytes } from 'node:crypto';
import type { StoredMessage } from '../messages/StoredMessage.js';
import { refusals } from '../rest/DiscordError.js';
import type { Snowflakes } from '../world/Snowflakes.js';
import { Interaction } from './Interaction.js';

export type InteractionFields = Pick<Interaction, 'command' | 'user' | 'channel'> &
	Partial<Pick<Interaction, 'source'>>;

/** The interactions whose tokens are still valid. */
export class Interactions {
	readonly #byToken = new Map<string, Interaction>();
	readonly #ids: Snowflakes;
	readonly #acknowledgeMs: number;
	readonly #tokenMs: number;

	/** @param tokenMs Milliseconds for which an interaction's token is valid. */
	public constructor(ids: Snowflakes, acknowledgeMs: number, tokenMs: number) {
		this.#ids = ids;
		this.#acknowledgeMs = acknowledgeMs;
		this.#tokenMs = tokenMs;
	}

	/** Time in which the bot has to acknowledge, in milliseconds. */
	public get acknowledgeMs(): number {
		return this.#acknowledgeMs;
	}

	public start({ command, user, channel, source = null }: InteractionFields): Interaction {
		for (const [token, { ageMs }] of this.#byToken) {
			if (ageMs > this.#tokenMs) this.#byToken.delete(token);
		}

		const token = randomBytes(48).toString('base64url');
		const interaction = new Interaction(this.#ids.next(), token, command, user, channel, source);
		this.#byToken.set(token, interaction);
		return interaction;
	}

	/** Returns a message of an interaction; ephemeral ones are in no channel. */
	public findMessage(messageId: string): StoredMessage | undefined {
		for (const interaction of this.#byToken.values()) {
			const message = interaction.find(messageId);
			if (message !== undefined) return message;
		}
		return undefined;
	}

	/** @throws DiscordError 10062 when it is too late, 40060 when it was acknowledged before. */
	public forAcknowledging(id: string, token: string): Interaction {
		const interaction = this.#byToken.get(token);
		if (interaction === undefined || interaction.id !== id) throw refusals.unknownInteraction();
		if (interaction.isAcknowledged) throw refusals.alreadyAcknowledged();
		if (interaction.ageMs > this.#acknowledgeMs) throw refusals.unknownInteraction();
		return interaction;
	}

	/** @throws DiscordError 10015 before the interaction was acknowledged, 50027 when its token is no longer valid. */
	public forFollowingUp(token: string): Interaction {
		const interaction = this.#byToken.get(token);
		if (interaction === undefined || interaction.ageMs > this.#tokenMs) throw refusals.invalidWebhookToken();
		if (!interaction.isAcknowledged) throw refusals.unknownWebhook();
		return interaction;
	}
}
