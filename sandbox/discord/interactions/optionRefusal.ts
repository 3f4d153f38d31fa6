import { type APIApplicationCommandOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { SlashValue } from '../world/entities.js';

/** Discord's own limit for a text option. */
const MaxTextLength = 6000;

/** The rules that options of all types may have. */
interface Rules {
	choices?: readonly { value: string | number }[];
	min_length?: number;
	max_length?: number;
	min_value?: number;
	max_value?: number;
}

/** Returns why Discord's client rejects this value for this option; `null` when it accepts it. */
export function optionRefusal(definition: APIApplicationCommandOption, value: SlashValue): string | null {
	const rules = definition as Rules;
	switch (definition.type) {
		case ApplicationCommandOptionType.String:
			return typeof value === 'string' ? textRefusal(rules, value) : 'must be a text';
		case ApplicationCommandOptionType.Integer:
			return Number.isInteger(value) ? numberRefusal(rules, Number(value)) : 'must be a whole number';
		case ApplicationCommandOptionType.Number:
			return Number.isFinite(value) ? numberRefusal(rules, Number(value)) : 'must be a number';
		case ApplicationCommandOptionType.Boolean:
			return typeof value === 'boolean' ? null : 'must be true or false';
		case ApplicationCommandOptionType.Attachment:
			return 'attachments are not simulated';
		default:
			return typeof value === 'object' || /^\d+$/.test(String(value)) ? null : 'must be a user, a channel or an id';
	}
}

function textRefusal({ choices, min_length: min = 0, max_length: max = MaxTextLength }: Rules, value: string) {
	if (value === '') return 'an empty text cannot be sent';
	if (value.length < min) return `must have at least ${min} characters`;
	if (value.length > max) return `must have at most ${max} characters, has ${value.length}`;
	return choiceRefusal(choices, value);
}

function numberRefusal({ choices, min_value: min, max_value: max }: Rules, value: number) {
	if (min !== undefined && value < min) return `must be at least ${min}`;
	if (max !== undefined && value > max) return `must be at most ${max}`;
	return choiceRefusal(choices, value);
}

function choiceRefusal(choices: Rules['choices'], value: string | number): string | null {
	if (!choices?.length || choices.some((choice) => choice.value === value)) return null;
	return `must be one of ${choices.map((choice) => choice.value).join(', ')}`;
}
