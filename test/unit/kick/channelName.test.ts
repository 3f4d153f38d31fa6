import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChannelName, slugCandidates } from '../../../src/lib/kick/channelName.js';

describe('a channel name', () => {
	it.each([
		['Name', 'Name'],
		['  Name_1-x \n', 'Name_1-x'],
		['@Name', 'Name'],
		['kick.com/name', 'name'],
		['kick.com/@name', 'name'],
		['KICK.com/Name/', 'Name'],
		['www.kick.com/name', 'name'],
		['https://kick.com/name?x=1#top', 'name'],
		['http://www.kick.com/name/videos', 'name'],
		['a'.repeat(25), 'a'.repeat(25)]
	])('is read from %j', (input, name) => {
		expect(parseChannelName(input).unwrap()).toBe(name);
	});

	it.each([
		[''],
		['   '],
		['@'],
		['@@name'],
		['kick.com/'],
		['https://evil.com/name'],
		['https://kick.com.evil.com/name'],
		['a'.repeat(26)],
		['x'.repeat(5_000)],
		['two words'],
		['@everyone @here'],
		['<@123>'],
		['**bold**'],
		['../admin'],
		['name\u202egnp'],
		['\u0000'],
		['😀'],
		['naïve'],
		["' OR 1=1 --"]
	])('is not %j', (input) => {
		const error = parseChannelName(input).unwrapErr();
		expect(error.code).toBe('channel_not_found');
		expect(error.hint).toContain('kick.com/name');
	});

	it('is always one that Kick could have', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string()), (input) => {
				parseChannelName(input).inspect((name) => expect(name).toMatch(/^[\w-]{1,25}$/));
			})
		);
	});
});

describe('slugs of a name', () => {
	it.each([
		['Name', ['name']],
		['My_Name', ['my_name', 'my-name']],
		['my-name', ['my-name', 'my_name']],
		['a_b-c', ['a_b-c', 'a-b-c', 'a_b_c']]
	])('%s are tried in order', (name, slugs) => {
		expect(slugCandidates(name)).toEqual(slugs);
	});
});
