import {
	type APIApplicationCommand,
	type APIApplicationCommandInteractionDataBasicOption,
	type APIApplicationCommandInteractionDataOption,
	type APIApplicationCommandOption,
	ApplicationCommandOptionType
} from 'discord-api-types/v10';
import { SimulatedChannel, type SlashOptions, type SlashValue } from '../world/entities.js';
import { UnsendableError } from '../world/UnsendableError.js';
import { optionRefusal } from './optionRefusal.js';

type DataOptions = APIApplicationCommandInteractionDataOption[];

/**
 * Returns the options as the interaction carries them, checked against the registered command as Discord's client does.
 *
 * @throws UnsendableError
 */
export function resolveSlashOptions(
	command: APIApplicationCommand,
	subcommands: readonly string[],
	values: SlashOptions
): DataOptions {
	let definitions = command.options ?? [];
	let path = `/${command.name}`;
	const nesting: APIApplicationCommandOption[] = [];

	for (const name of subcommands) {
		const nested = definitions.filter(isNesting);
		const next = nested.find((option) => option.name === name);
		if (next === undefined) {
			throw new UnsendableError(`${path} has no subcommand "${name}"${listed(nested)}.`);
		}
		nesting.push(next);
		definitions = next.options ?? [];
		path += ` ${name}`;
	}

	const missing = definitions.filter(isNesting);
	if (missing.length > 0) throw new UnsendableError(`${path} needs a subcommand${listed(missing)}.`);

	return nest(nesting, plainOptions(path, definitions, values));
}

/** Returns the options without any check, as a modified client could send them. */
export function rawSlashOptions(subcommands: readonly string[], values: SlashOptions): DataOptions {
	const options = given(values).map(([name, value]) => dataOption(name, rawType(value), value));
	const types =
		subcommands.length > 1
			? [ApplicationCommandOptionType.SubcommandGroup, ApplicationCommandOptionType.Subcommand]
			: [ApplicationCommandOptionType.Subcommand];
	return nest(
		subcommands.map((name, index) => ({ name, type: types[index] ?? ApplicationCommandOptionType.Subcommand })),
		options
	);
}

function plainOptions(
	path: string,
	definitions: readonly APIApplicationCommandOption[],
	values: SlashOptions
): APIApplicationCommandInteractionDataBasicOption[] {
	for (const definition of definitions) {
		if (definition.required && values[definition.name] === undefined) {
			throw new UnsendableError(`${path} needs the option "${definition.name}".`);
		}
	}

	return given(values).map(([name, value]) => {
		const definition = definitions.find((option) => option.name === name);
		if (definition === undefined) throw new UnsendableError(`${path} has no option "${name}"${listed(definitions)}.`);

		const refusal = optionRefusal(definition, value);
		if (refusal !== null) throw new UnsendableError(`${path} ${name}: ${refusal}.`);
		return dataOption(name, definition.type, value);
	});
}

function dataOption(
	name: string,
	type: ApplicationCommandOptionType,
	value: SlashValue
): APIApplicationCommandInteractionDataBasicOption {
	const sent = typeof value === 'object' ? value.id : value;
	return { name, type, value: sent } as APIApplicationCommandInteractionDataBasicOption;
}

function nest(
	nesting: readonly { name: string; type: ApplicationCommandOptionType }[],
	options: readonly APIApplicationCommandInteractionDataBasicOption[]
): DataOptions {
	return nesting.reduceRight<DataOptions>(
		(inner, { name, type }) => [{ name, type, options: inner } as APIApplicationCommandInteractionDataOption],
		[...options]
	);
}

function given(values: SlashOptions): [string, SlashValue][] {
	return Object.entries(values).filter((entry): entry is [string, SlashValue] => entry[1] !== undefined);
}

function rawType(value: SlashValue): ApplicationCommandOptionType {
	if (typeof value === 'string') return ApplicationCommandOptionType.String;
	if (typeof value === 'boolean') return ApplicationCommandOptionType.Boolean;
	if (typeof value === 'number') {
		return Number.isInteger(value) ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.Number;
	}
	return value instanceof SimulatedChannel ? ApplicationCommandOptionType.Channel : ApplicationCommandOptionType.User;
}

function isNesting(option: APIApplicationCommandOption) {
	return (
		option.type === ApplicationCommandOptionType.Subcommand ||
		option.type === ApplicationCommandOptionType.SubcommandGroup
	);
}

function listed(options: readonly { name: string }[]): string {
	return options.length === 0 ? '' : ` (it has ${options.map(({ name }) => name).join(', ')})`;
}
