import {
	type APIApplicationCommand,
	type APIApplicationCommandOption,
	ApplicationCommandOptionType
} from 'discord-api-types/v10';

export interface Usage {
	/** Command without the slash, such as `kick say`. */
	path: string;
	description: string;
	options: { name: string; description: string; isRequired: boolean; type: ApplicationCommandOptionType }[];
}

/** Lists the commands that can be sent: the innermost subcommands. */
export function listUsages(commands: readonly APIApplicationCommand[]): Usage[] {
	return commands.flatMap(({ name, description, options }) => usagesOf(name, description, options ?? []));
}

function usagesOf(path: string, description: string, options: readonly APIApplicationCommandOption[]): Usage[] {
	const nested = options.flatMap((option) =>
		option.type === ApplicationCommandOptionType.Subcommand ||
		option.type === ApplicationCommandOptionType.SubcommandGroup
			? usagesOf(`${path} ${option.name}`, option.description, option.options ?? [])
			: []
	);
	if (nested.length > 0) return nested;
	return [
		{
			path,
			description,
			options: options.map((option) => ({
				name: option.name,
				description: option.description,
				isRequired: option.required ?? false,
				type: option.type
			}))
		}
	];
}
