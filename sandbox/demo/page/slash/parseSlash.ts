import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { SlashOptions, SlashValue } from '../../../discord/index.js';
import type { Usage } from './listUsages.js';

export interface ParsedSlash {
	path: string;
	values: SlashOptions;
}

/**
 * Parses `/kick say message:hello world reply_to:…`. A value ends at the command's next option that is not given yet.
 * Text before the first option stays in the path, and unknown options stay in the values. Discord refuses both with a
 * reason.
 */
export function parseSlash(text: string, usages: readonly Usage[]): ParsedSlash {
	const typed = text.trim().replace(/^\/\s*/, '');
	const usage = usages.find(({ path }) => typed.startsWith(path) && /^(\s|$)/.test(typed.slice(path.length)));
	const path = usage?.path ?? '';
	const { words, given } = splitOptions(typed.slice(path.length), usage?.options.map(({ name }) => name) ?? null);

	const values = given.map(([name, value]) => {
		const type = usage?.options.find((option) => option.name === name)?.type;
		return [name, typedValue(value, type)] as const;
	});
	return { path: `${path} ${words}`.trim().replace(/\s+/g, ' '), values: Object.fromEntries(values) };
}

/** @param known Names of the options; `null` for an unknown command, where every `name:` may be one. */
function splitOptions(text: string, known: readonly string[] | null): { words: string; given: [string, string][] } {
	const given: { name: string; start: number; valueStart: number }[] = [];
	for (const { index, 0: whole, 1: space = '', 2: name = '' } of text.matchAll(/(^|\s)([-\w\p{L}]{1,32}):/gu)) {
		const isOption = known === null || known.includes(name) || given.length === 0;
		if (!isOption || given.some((option) => option.name === name)) continue;
		given.push({ name, start: index + space.length, valueStart: index + whole.length });
	}

	return {
		words: text.slice(0, given[0]?.start),
		given: given.map(({ name, valueStart }, index) => [name, text.slice(valueStart, given[index + 1]?.start).trim()])
	};
}

/** Converts a value to its option's type. One that does not fit stays a text, which Discord refuses with a reason. */
function typedValue(value: string, type: ApplicationCommandOptionType | undefined): SlashValue {
	switch (type) {
		case ApplicationCommandOptionType.Integer:
		case ApplicationCommandOptionType.Number:
			return value === '' ? value : Number(value);
		case ApplicationCommandOptionType.Boolean:
			return value === 'true' || (value === 'false' ? false : value);
		default:
			return value;
	}
}
