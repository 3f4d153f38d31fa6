import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableText } from '../../../../src/lib/discord/markup/readableText.js';

const names = {
	user: (id: string) => ({ '1': 'otto', '2': 'Zoë <@1> **x**' })[id] ?? null,
	role: (id: string) => ({ '3': 'Mods', '4': '@everyone' })[id] ?? null,
	channel: (id: string) => ({ '5': 'general' })[id] ?? null
};
const read = (text: string) => readableText(text, names);

describe('a text from Discord', () => {
	it.each([
		['a person', 'hi <@1>', 'hi @otto'],
		['a person in the old form', 'hi <@!1>', 'hi @otto'],
		['a person that is not known', 'hi <@112233445566778899>', 'hi @unknown-user'],
		['a name that looks like markup', '<@2>', '@Zoë <@1> **x**'],
		['a role', '<@&3> <@&9>', '@Mods @unknown-role'],
		['the role of all', '<@&4>', '@everyone'],
		['a channel', 'see <#5> and <#6>', 'see #general and #unknown-channel'],
		['an emoji', 'lol <:kekw:123456789012345678><a:party_2:1>', 'lol :kekw::party_2:'],
		['a time', '<t:1767376800> <t:1767376800:f>', '2026-01-02 18:00 UTC 2026-01-02 18:00 UTC'],
		['a day', '<t:1767376800:D>', '2026-01-02'],
		['an hour', '<t:1767376800:t> <t:1767376805:T>', '18:00 UTC 18:00:05 UTC'],
		['a time ago', 'since <t:1767376800:R>', 'since 2026-01-02 18:00 UTC'],
		['an impossible time', '<t:99999999999999999>', '<t:99999999999999999>'],
		['a command', 'use </kick say:123456789012345678>', 'use /kick say'],
		[
			'a page of the server',
			'<id:guide> <id:customize> <id:linked-roles:12345>',
			'Server Guide Channels & Roles Linked Roles'
		],
		['an address without a preview', 'at <https://kick.com/x?y=1>', 'at https://kick.com/x?y=1'],
		['a masked link', 'see [the <:kekw:1> page](https://kick.com/x)', 'see the :kekw: page (https://kick.com/x)'],
		['a masked link without a preview', '[a](<https://kick.com/x> "title")', 'a (https://kick.com/x)'],
		['a link that is named as itself', '[https://kick.com/x](https://kick.com/x)', 'https://kick.com/x'],
		['escaped marks', '\\*not bold\\* \\_ \\\\ \\<@1>', '*not bold* _ \\ @otto'],
		['code', '`\\*` and ``<@1>``', '`\\*` and ``@otto``']
	])('shows %s as people read it', (_what, text, readable) => {
		expect(read(text)).toBe(readable);
	});

	it.each([
		'**bold** _it_ `code` ||spoiler|| > quote',
		'<script>alert("x")</script> &amp; <b> a < b > c',
		'C:\\Users\\otto',
		'[emote:37226:KEKW] [not a link] (https://kick.com)',
		'@everyone <@> <@x> <:a> <t:> <id:> </a>',
		'👩‍👩‍👧 שלום 日本語'
	])('is kept as it is: %s', (text) => {
		expect(read(text)).toBe(text);
	});

	it('contains no id of a person, role, channel or emoji, whatever the text is', () => {
		const piece = fc.oneof(
			fc.constantFrom(
				'\\',
				'`',
				'``',
				'[',
				'](https://x.y)',
				'\n',
				'<@',
				'<@!1>',
				'<@&77>',
				'<#88>',
				'<:a:99>',
				'<a:b:99>'
			),
			fc.string({ unit: 'binary', maxLength: 5 })
		);
		fc.assert(
			fc.property(
				fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
				(text) => {
					expect(read(text)).not.toMatch(/(?<!Zoë )<(?:@[!&]?|#|a?:\w+:)\d+>/);
				}
			)
		);
	});

	it('takes linear time', () => {
		for (const text of ['`', '`a', '[', '[a](', '\\', '<', '<@', '<:a', '[a](https://a']) {
			expect(read(text.repeat(2_000)).length).toBeGreaterThan(0);
		}
	});
});
