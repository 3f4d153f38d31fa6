import {
	type APIButtonComponentWithCustomId,
	type APIMessage,
	type APIMessageComponentButtonInteraction,
	ButtonStyle,
	ComponentType,
	InteractionType
} from 'discord-api-types/v10';
import type { StoredMessage } from '../messages/StoredMessage.js';
import { UnsendableError } from '../world/UnsendableError.js';
import { commonPayload, type InteractionPlace, placePayload } from './commonPayload.js';
import type { Interaction } from './Interaction.js';
import type { SimulatedReply } from './SimulatedReply.js';
import { type InteractionServices, sendInteraction } from './sendInteraction.js';

export interface ButtonPress extends InteractionPlace {
	messageId: string;
	label: string;
}

/** Presses a button under a message of the bot, as the message is now, and waits for what the bot does. */
export async function pressButton(services: InteractionServices, press: ButtonPress): Promise<SimulatedReply> {
	const { world, interactions } = services;
	const { user, channel, messageId, label } = press;
	const source = channel.find(messageId) ?? interactions.findMessage(messageId);
	if (source === undefined) throw new UnsendableError('The message with the button is gone.');
	if (source.visibleTo !== null && source.visibleTo !== user.name) {
		throw new UnsendableError(`${user.name} can't see the message with the button.`);
	}
	const button = pressableButton(source.payload, label);
	const interaction = interactions.start({ command: `[${label}]`, user, channel, source });
	world.report({
		kind: 'command',
		channel,
		author: { id: user.id, name: user.name, isBot: false },
		text: interaction.command,
		buttons: [],
		ephemeral: source.isEphemeral,
		visibleTo: source.visibleTo ?? channel.recipient?.name ?? null,
		messageId: source.id
	});
	const data = buttonPayload(world.bot.id, interaction, press, source, button.custom_id);
	return sendInteraction(services, interaction, data);
}

/** @throws UnsendableError for a button that Discord's client would not let people press. */
function pressableButton(message: APIMessage, label: string): APIButtonComponentWithCustomId {
	const buttons = (message.components ?? []).flatMap((row) =>
		row.type === ComponentType.ActionRow
			? row.components.flatMap((component) => (component.type === ComponentType.Button ? component : []))
			: []
	);
	const button = buttons.find((candidate) => 'label' in candidate && candidate.label === label);
	if (button === undefined) throw new UnsendableError(`The message has no button "${label}".`);
	if (button.disabled) throw new UnsendableError(`The button "${label}" is disabled.`);
	if (button.style === ButtonStyle.Link || button.style === ButtonStyle.Premium) {
		throw new UnsendableError(`The button "${label}" does not call the bot.`);
	}
	return button;
}

function buttonPayload(
	applicationId: string,
	interaction: Interaction,
	place: InteractionPlace,
	{ payload }: StoredMessage,
	customId: string
): APIMessageComponentButtonInteraction {
	return {
		...commonPayload(applicationId, interaction),
		...placePayload(place),
		type: InteractionType.MessageComponent,
		message: payload,
		data: { component_type: ComponentType.Button, custom_id: customId }
	};
}
