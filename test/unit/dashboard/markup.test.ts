import fc from 'fast-check';
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { ChatLineItem } from '../../../src/dashboard/chat/ChatLineItem.js';
import { NameFilter } from '../../../src/dashboard/chat/NameFilter.js';
import { SayForm } from '../../../src/dashboard/chat/SayForm.js';
import { HintText } from '../../../src/dashboard/components/HintText.js';
import { Payload } from '../../../src/dashboard/log/EventStatus.js';
import { bareContext } from '../../../src/dashboard/PageContext.js';
import { renderFragment } from '../../../src/dashboard/renderPage.js';
import { foreignMarkup } from '../../support/foreignMarkup.js';

const frame = { ...bareContext('/dashboard'), guild: { id: '1', name: 'Server', picture: null } };

/** Texts with characters that matter in HTML or change the text direction, and with any others. */
const text = fc
	.array(
		fc.oneof(
			fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '<!--', '</bdi>', '[emote:1:', ']', '\0', '\r\n', '/kick link'),
			fc.constantFrom(...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C\u2028\u2029\u0085'),
			fc.string({ unit: 'binary' }),
			fc.constantFrom('\uD800', '\uDFFF')
		),
		{ maxLength: 12 }
	)
	.map((parts) => parts.join(''));

describe('a part of a page', () => {
	it.each([
		['<p onclick="x">a</p>', 'attribute onclick in <p onclick="x">'],
		['<b>a</b>', 'element: <b>'],
		['<p>a < b</p>', 'no tag: < b</p>'],
		['<p>&nbsp;</p>', 'entity: &nbsp;'],
		['<p class="evil">a</p>', 'class in <p class="evil">'],
		['<a href="//evil.example">a</a>', 'value of href in <a href="//evil.example">'],
		['<img src="/dashboard/emotes/1x">', 'value of src in <img src="/dashboard/emotes/1x">'],
		['<img src="/dashboard/pictures/people/1/..">', 'value of src in <img src="/dashboard/pictures/people/1/..">'],
		['<img src="/dashboard/pictures/kick?url=x">', 'value of src in <img src="/dashboard/pictures/kick?url=x">'],
		['<p>\u202E</p>', 'turned in p: "\u202E"'],
		['<p><bdi>\u2067</bdi></p>', 'turned in p bdi: "\u2067"'],
		['<p>a', 'not ended: p']
	])('is rejected with foreign markup: %j', (html, problem) => {
		expect(foreignMarkup(html)).toContain(problem);
	});

	it('contains only known markup, whatever a chat message contains', () => {
		fc.assert(
			fc.property(text, text, text, fc.option(text), (content, username, badge, color) => {
				const sender = {
					id: 1,
					username,
					slug: username,
					avatarUrl: null,
					isVerified: false,
					color,
					badges: [{ type: badge, text: badge }]
				};
				const replyTo = { id: '1', content, sender };
				const at = new Date();
				const message = { id: '1', content, sender, broadcaster: sender, emotes: [], replyTo, createdAt: at };
				const emotes = [{ id: '1', name: content }];
				const line = { id: '01', message, source: 'webhook', isOwn: false, receivedAt: at } as const;
				expect(foreignMarkup(renderFragment(h(ChatLineItem, { line }), frame))).toEqual([]);
				expect(foreignMarkup(renderFragment(h(SayForm, { replyTo: line, emotes }), frame))).toEqual([]);
				expect(foreignMarkup(renderFragment(h(NameFilter, { name: content }), frame))).toEqual([]);
			})
		);
	});

	it('contains only known markup, whatever an error, a report or a payload says', () => {
		fc.assert(
			fc.property(text, (said) => {
				expect(foreignMarkup(renderFragment(h(HintText, { text: said }), frame))).toEqual([]);
				expect(foreignMarkup(renderFragment(h(Payload, { text: said }), frame))).toEqual([]);
			})
		);
	});
});
