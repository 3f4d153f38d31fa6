import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { SlashOptions, SlashValue } from '../../../discord/index.js';
import type { Usage } from './listUsages.js';

export interface ParsedSlash {
	path: string;
	values: SlashOptions;
}

/**
 * Reads `/kick say message:hello world reply_to:…`. A value runs until the next option of the command that was not given yet. What is
 * no option stays in the path, and an unknown option among the values: the simulated Discord says what is wrong with it.
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

/** @param known the names of the options; `null` when the command is not known, and every `name:` may be one. */
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

/** A value that does not fit its type stays a text, which the simulated Discord refuses with its reason. */
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
