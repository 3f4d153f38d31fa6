import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../../../sandbox/demo/page/slash/listUsages.js';
import { parseSlash } from '../../../../../sandbox/demo/page/slash/parseSlash.js';

const option = (name: string, type = ApplicationCommandOptionType.String) => ({
	name,
	type,
	description: name,
	isRequired: false
});
const usages: Usage[] = [
	{ path: 'kick say', description: 'Says', options: [option('message'), option('reply_to')] },
	{
		path: 'kick set',
		description: 'Sets',
		options: [
			option('count', ApplicationCommandOptionType.Integer),
			option('loud', ApplicationCommandOptionType.Boolean)
		]
	},
	{ path: 'check_kick_config', description: 'Checks', options: [] }
];

describe('a typed slash command', () => {
	it.each([
		['/check_kick_config', 'check_kick_config', {}],
		['  / check_kick_config  ', 'check_kick_config', {}],
		['/kick say message:hello world', 'kick say', { message: 'hello world' }],
		['/kick say message: hello reply_to: 42 ', 'kick say', { message: 'hello', reply_to: '42' }],
		['/kick say reply_to:42 message:a\nb', 'kick say', { message: 'a\nb', reply_to: '42' }],
		['/kick say message:', 'kick say', { message: '' }]
	])('%j has a path and values', (text, path, values) => {
		expect(parseSlash(text, usages)).toEqual({ path, values });
	});

	it.each([
		['a time and a link', '/kick say message:at 20:15 note: https://example.org', 'at 20:15 note: https://example.org'],
		['an option that was given already', '/kick say message:the message: hi', 'the message: hi'],
		['the name of an option inside a word', '/kick say message:no_reply_to:me', 'no_reply_to:me']
	])('keeps %s in the value', (_, text, message) => {
		expect(parseSlash(text, usages).values).toEqual({ message });
	});

	it.each([
		['3', 'true', 3, true],
		['1.5', 'false', 1.5, false],
		['', 'yes', '', 'yes']
	])('gives %j and %j the types of their options', (count, loud, expectedCount, expectedLoud) => {
		const { values } = parseSlash(`/kick set count:${count} loud:${loud}`, usages);
		expect(values).toEqual({ count: expectedCount, loud: expectedLoud });
	});

	it('leaves to Discord what it does not know', () => {
		expect(parseSlash('/kick', usages)).toEqual({ path: 'kick', values: {} });
		expect(parseSlash('/kick  sing  song:la la tone:low', usages)).toEqual({
			path: 'kick sing',
			values: { song: 'la la', tone: 'low' }
		});
		expect(parseSlash('/kick say text:hi', usages)).toEqual({ path: 'kick say', values: { text: 'hi' } });
		expect(parseSlash('/kick say hello', usages)).toEqual({ path: 'kick say hello', values: {} });
		expect(parseSlash('/kick saying', usages).path).toBe('kick saying');
	});
});
