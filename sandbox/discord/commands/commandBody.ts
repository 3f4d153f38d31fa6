import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';

/** @see https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NamePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MaxOptions = 25;

const name = z.string().refine((value) => NamePattern.test(value) && value === value.toLowerCase(), {
	message: 'Command name is invalid',
	params: { code: 'APPLICATION_COMMAND_INVALID_NAME' }
});
const localizations = z.record(z.string(), z.string()).nullish();

const choice = z.looseObject({
	name: z.string().min(1).max(100),
	name_localizations: localizations,
	value: z.union([z.string().max(100), z.number()])
});

const option = z
	.looseObject({
		type: z.enum(ApplicationCommandOptionType),
		name,
		name_localizations: localizations,
		description: z.string().min(1).max(100),
		description_localizations: localizations,
		required: z.boolean().nullish(),
		autocomplete: z.boolean().nullish(),
		choices: z.array(choice).max(25).nullish(),
		min_length: z.number().int().min(0).max(6000).nullish(),
		max_length: z.number().int().min(1).max(6000).nullish(),
		min_value: z.number().nullish(),
		max_value: z.number().nullish(),
		get options() {
			return z.array(option).max(MaxOptions).nullish();
		}
	})
	.superRefine((value, context) => checkOptions(value.options ?? [], context));

interface ListedOption {
	type: ApplicationCommandOptionType;
	name: string;
	required?: boolean | null | undefined;
}

/** The rules between the options of one command or subcommand. */
function checkOptions(options: readonly ListedOption[], context: z.core.$RefinementCtx): void {
	let isOptionalSeen = false;
	const names = new Set<string>();

	options.forEach((entry, index) => {
		const refuse = (code: string, message: string): void =>
			context.addIssue({ code: 'custom', path: ['options', index], message, params: { code } });

		if (names.has(entry.name)) {
			refuse('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option names must be unique');
		}
		if (entry.required && isOptionalSeen) {
			refuse(
				'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
				'Required options must be placed before non-required options'
			);
		}
		if (isSubcommand(entry) !== isSubcommand(options[0] ?? entry)) {
			refuse(
				'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
				'Sub-command and sub-command group option types are mutually exclusive to all other types'
			);
		}
		names.add(entry.name);
		isOptionalSeen ||= !isSubcommand(entry) && !entry.required;
	});
}

const common = {
	name_localizations: localizations,
	description_localizations: localizations,
	options: z.array(option).max(MaxOptions).nullish(),
	default_member_permissions: z.union([z.string().regex(/^\d+$/), z.number()]).nullish(),
	dm_permission: z.boolean().nullish(),
	contexts: z.array(z.number()).min(1).nullish(),
	integration_types: z.array(z.number()).min(1).nullish(),
	nsfw: z.boolean().nullish()
};

/** A new command. Those of context menus have free names and no description. */
export const commandBody = z
	.looseObject({
		...common,
		type: z.enum(ApplicationCommandType).nullish(),
		name: z.string().min(1).max(32),
		description: z.string().max(100).nullish()
	})
	.superRefine((command, context) => {
		checkOptions(command.options ?? [], context);
		if ((command.type ?? ApplicationCommandType.ChatInput) !== ApplicationCommandType.ChatInput) return;

		for (const issue of name.safeParse(command.name).error?.issues ?? []) {
			context.addIssue({
				code: 'custom',
				path: ['name'],
				message: issue.message,
				params: { code: 'APPLICATION_COMMAND_INVALID_NAME' }
			});
		}
		if (!command.description) {
			context.addIssue({
				code: 'custom',
				path: ['description'],
				message: 'This field is required',
				params: { code: 'BASE_TYPE_REQUIRED' }
			});
		}
	});

export type CommandBody = z.infer<typeof commandBody>;

/** A change of a command; every field is optional. */
export const commandPatch = z.looseObject({
	...common,
	name: z.string().min(1).max(32).optional(),
	description: z.string().max(100).nullish()
});

function isSubcommand({ type }: { type: ApplicationCommandOptionType }): boolean {
	return type === ApplicationCommandOptionType.Subcommand || type === ApplicationCommandOptionType.SubcommandGroup;
}
