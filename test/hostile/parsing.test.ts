import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

interface Hostile {
	/** Body that is signed with Kick's key. */
	body: (target: Target) => string | Buffer | object;
	/** State of the event. An event that is `received` is also announced. */
	state: 'received' | 'unreadable';
	/** Content that listeners receive. */
	content?: string;
	/** Number of new chatters. @default 0 */
	chatters?: number;
}

const Deep = 100_000;
const nested = (open: string, close: string) => `${open.repeat(Deep)}${close.repeat(Deep)}`;

/** Writes a valid message as JSON, with this text before its last brace. */
const withMore = (target: Target, more: string) => `${JSON.stringify(target.chatBody()).slice(0, -1)},${more}}`;
const withSender = (target: Target, sender: object) => target.chatBody({ sender: { user_id: 99_001, ...sender } });

const bodies: Record<string, Hostile> = {
	'an empty body': { body: () => '', state: 'unreadable' },
	'white space': { body: () => ' \n\t ', state: 'unreadable' },
	null: { body: () => 'null', state: 'unreadable' },
	'a number': { body: () => '1e999', state: 'unreadable' },
	'a list': { body: () => '[[]]', state: 'unreadable' },
	'JSON with an extra comma': { body: (target) => withMore(target, ''), state: 'unreadable' },
	'two JSON texts': { body: (target) => JSON.stringify(target.chatBody()).repeat(2), state: 'unreadable' },
	'invalid UTF-8': { body: () => Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22]), state: 'unreadable' },
	'UTF-16': {
		body: (target) => Buffer.from(`\uFEFF${JSON.stringify(target.chatBody())}`, 'utf16le'),
		state: 'unreadable'
	},
	'NUL bytes': { body: () => Buffer.alloc(1_000), state: 'unreadable' },
	'a byte order mark': {
		body: (target) => Buffer.from(`\uFEFF${JSON.stringify(target.chatBody())}`),
		state: 'received',
		content: 'hello'
	},
	'invalid UTF-8 in the message': {
		body(target) {
			const [before = '', after = ''] = JSON.stringify(target.chatBody({ content: 'a~b' })).split('~');
			return Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
		},
		state: 'received',
		content: 'a\uFFFDb'
	},
	'U+0000 in the message, its id and the name': {
		body: (target) => ({
			...withSender(target, { username: 'a\0na' }),
			content: 'a\0b',
			message_id: `\0${Math.random()}`
		}),
		state: 'received',
		content: 'a\0b'
	},
	'lone surrogates in the message, its id and the name': {
		body: (target) => ({
			...withSender(target, { username: '\uD800ana\uDC00' }),
			content: 'a\uD83D',
			message_id: `\uDFFF${Math.random()}`
		}),
		state: 'received',
		content: 'a\uD83D'
	},
	'__proto__ as a key, at every level': {
		body: (target) =>
			withMore(target, '"__proto__":{"polluted":1},"replies_to":{"__proto__":{"polluted":1},"message_id":"x"}'),
		state: 'received',
		content: 'hello'
	},
	'constructor.prototype as keys': {
		body: (target) => withMore(target, '"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":null'),
		state: 'received',
		content: 'hello'
	},
	'__proto__ in place of the required keys': {
		body: () => '{"__proto__":{"message_id":"x","content":"x","broadcaster":{"user_id":1},"sender":{"user_id":1}}}',
		state: 'unreadable'
	},
	'the same key twice: the last one counts': {
		body: (target) => withMore(target, '"content":"the last"'),
		state: 'received',
		content: 'the last'
	},
	[`${Deep} nested lists`]: { body: () => nested('[', ']'), state: 'unreadable' },
	[`${Deep} nested lists in an unknown field`]: {
		body: (target) => withMore(target, `"extra":${nested('[', ']')}`),
		state: 'received',
		content: 'hello'
	},
	'20,000 nested objects in a known field': {
		body: (target) => withMore(target, `"replies_to":${'{"sender":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
		state: 'received',
		content: 'hello'
	},
	'20,000 badges': {
		body: (target) => withSender(target, { identity: { badges: Array(20_000).fill({ type: 'x' }) } }),
		state: 'received',
		content: 'hello'
	},
	'20,000 keys': {
		body: (target) => withMore(target, Array.from({ length: 20_000 }, (_, index) => `"k${index}":0`).join()),
		state: 'received',
		content: 'hello'
	},
	'values of wrong types': {
		body: (target) => target.chatBody({ content: { toString: 'x' }, sender: 'ana', broadcaster: [1] }),
		state: 'unreadable'
	},
	'20,000 unfinished emotes': {
		body: (target) => target.chatBody({ content: '[emote:1:'.repeat(20_000) }),
		state: 'received',
		content: '[emote:1:'.repeat(20_000)
	},
	'a name of 200 KB': {
		body: (target) => withSender(target, { username: 'x'.repeat(200_000) }),
		state: 'received',
		content: 'hello'
	},
	'a message id of 200 KB': {
		body: (target) => target.chatBody({ message_id: 'x'.repeat(200_000) }),
		state: 'unreadable'
	},
	'a sender whose id is infinite': {
		body: (target) => withMore(target, '"sender":{"user_id":1e999}'),
		state: 'unreadable'
	},
	'a sender whose id is negative': {
		body: (target) => withMore(target, '"sender":{"user_id":-1}'),
		state: 'unreadable'
	},
	'a sender whose id is a fraction': {
		body: (target) => withMore(target, '"sender":{"user_id":1.5}'),
		state: 'unreadable'
	},
	'a sender whose id is above the largest safe integer': {
		body: (target) => withMore(target, '"sender":{"user_id":9007199254740993}'),
		state: 'unreadable'
	},
	'a sender whose id is the largest safe integer': {
		body: (target) => withMore(target, `"sender":{"user_id":${Number.MAX_SAFE_INTEGER}}`),
		state: 'received',
		content: 'hello',
		chatters: 1
	},
	'a time that does not exist': {
		body: (target) => target.chatBody({ created_at: '2026-99-99T99:99:99Z' }),
		state: 'received',
		content: 'hello'
	},
	'SQL in every text': {
		body: (target) => withSender(target, { username: "'); DROP TABLE kick_events; --" }),
		state: 'received',
		content: 'hello'
	}
};

for (const [name, { body, state, content, chatters = 0 }] of Object.entries(bodies)) {
	attack({
		name: `a signed body: ${name}`,
		how: (target) => target.deliver({ body: body(target) }),
		answer: 200,
		stores: { events: 1, ...(state === 'received' && { deliveries: 1, chatters }) },
		announces: content === undefined ? [] : [content],
		async after(target, { messageId }) {
			const rows = await target.world.place.query(`SELECT state FROM kick_events WHERE event_id = '${messageId}'`);
			expect(rows).toEqual([
				{ state: state === 'received' ? expect.stringMatching(/received|handled/) : 'unreadable' }
			]);
			expect(Reflect.get({}, 'polluted')).toBeUndefined();
		}
	});
}

for (const [name, headers] of Object.entries({
	'an id that contains SQL': { messageId: "'; DROP TABLE kick_events; --" },
	'an id that contains an encoded NUL': { messageId: '%00' },
	'an id of 128 characters': { messageId: 'x'.repeat(128) },
	'a subscription that contains SQL': { subscriptionId: "' OR 1=1 --" }
})) {
	attack({
		name: `a signed delivery with ${name}`,
		how: (target) => target.deliver({ content: name, ...headers }),
		answer: 200,
		stores: { events: 1, deliveries: 1 },
		announces: [name]
	});
}

attack({
	name: 'a signed delivery whose id is too long',
	how: (target) => target.deliver({ messageId: 'x'.repeat(129) }),
	answer: 400
});
