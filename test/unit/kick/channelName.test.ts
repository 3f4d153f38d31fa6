import { readFileSync } from 'node:fs';
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
		['//kick.com/name', 'name'],
		['https://m.kick.com/name', 'name'],
		['https://player.kick.com/name?autoplay=true', 'name'],
		['kick.com/name/chatroom', 'name'],
		['kick.com/name/videos/0f5e2a34-1111-4222-8333-444455556666', 'name'],
		['https://kick.com/name/clips/clip_01KA?sort=view', 'name'],
		['https://kick.com/name/about#top', 'name'],
		['https://kick.com/name#chat', 'name'],
		['https://kick.com/name watch me there', 'name'],
		['<https://kick.com/name>', 'name'],
		['kick.com//name', 'name'],
		['https://kick.com/popout/name/chat', 'name'],
		['kick.com/popout/Name_1', 'Name_1'],
		['https://www.kick.com/PopOut/@name/chat?theme=dark', 'name'],
		// It may be the name of a channel: Kick knows.
		['browse', 'browse'],
		['@popout', 'popout'],
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

	it('is read from the address of the popped-out chat, as in `test/cases/popout-address`', () => {
		const input = readFileSync(new URL('../../cases/popout-address/input.txt', import.meta.url), 'utf8');
		expect(parseChannelName(input).unwrap()).toBe('mia_live');
	});

	it.each([
		'https://kick.com/browse',
		'kick.com/browse/gaming',
		'https://kick.com/categories',
		'https://kick.com/category/just-chatting',
		'https://kick.com/following',
		'https://kick.com/search?query=mia_live',
		'https://kick.com/settings/profile',
		'https://kick.com/dashboard/stream',
		'https://kick.com/video/0f5e2a34-1111-4222-8333-444455556666',
		'https://kick.com/videos',
		'https://kick.com/clips',
		'https://kick.com/clip/clip_01KA',
		'https://kick.com/about',
		'https://kick.com/chatroom',
		'https://kick.com/popout',
		'https://kick.com/popout/',
		'https://kick.com/popout/chat',
		'https://kick.com/',
		'https://kick.com',
		'https://kick.com/?utm_source=share',
		'HTTPS://WWW.KICK.COM/BROWSE'
	])('is not read from %s, a page of Kick that is no channel', (address) => {
		const error = parseChannelName(address).unwrapErr();
		expect(error.code).toBe('channel_not_found');
		expect(error.hint).toBe(
			'This address is not the page of a channel. Enter the name of the channel, or its address: kick.com/name.'
		);
	});

	it('is always a possible name on Kick', () => {
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
