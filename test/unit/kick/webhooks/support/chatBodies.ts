import fc from 'fast-check';
import { type Damage, damaged } from './damage.js';
import { extraKeys, oddValues } from './oddValues.js';

/** Bodies of `chat.message.sent` as Kick sends them, and damaged ones. */

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'Viewer_Two', 'a\ud800b', '😀', 'İ_ß'));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const color = fc.stringMatching(/^#[0-9A-Fa-f]{6}$/);
const badge = fc.record({ type: text, text, count: fc.nat() }, { requiredKeys: ['type', 'text'] });
const identity = fc.record({ username_color: optional(color), badges: optional(fc.array(badge, { maxLength: 3 })) });

const user = fc.record(
	{
		is_anonymous: fc.constantFrom(false, null),
		user_id: fc.maxSafeNat(),
		username: optional(text),
		is_verified: fc.constantFrom(true, false, null),
		profile_picture: optional(text),
		channel_slug: optional(text),
		identity: optional(identity)
	},
	{ requiredKeys: ['user_id'] }
);

const messageId = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 64 }));
const emote = fc.tuple(fc.nat(), text).map(([id, name]) => `[emote:${id}:${name}]`);
const content = fc.array(fc.oneof(text, emote), { maxLength: 5 }).map((parts) => parts.join(' '));
const time = fc.oneof(
	fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
	fc.constantFrom('2026-11-20T18:05:06Z', '2026-11-21T05:05:06.123456789+11:00', '0001-01-01T00:00:00Z', 'soon', '')
);

/** Bodies that the reader must accept without the schema. */
export const usualBodies: fc.Arbitrary<object> = fc.record(
	{
		message_id: messageId,
		replies_to: optional(fc.record({ message_id: messageId, content, sender: user })),
		broadcaster: user,
		sender: user,
		content,
		emotes: optional(fc.constant([{ emote_id: '37226', positions: [{ s: 3, e: 20 }] }])),
		created_at: optional(time)
	},
	{ requiredKeys: ['message_id', 'broadcaster', 'sender', 'content'] }
);

const damages: fc.Arbitrary<Damage> = fc.record({
	kind: fc.constantFrom('replace', 'replace', 'remove', 'add'),
	at: fc.nat(),
	key: fc.constantFrom(...extraKeys),
	value: fc.oneof(fc.constantFrom(...oddValues), fc.jsonValue())
});

/** Usual bodies with a few properties replaced, removed or added, at any level. */
export const damagedBodies: fc.Arbitrary<object> = fc
	.tuple(usualBodies, fc.array(damages, { minLength: 1, maxLength: 3 }))
	.map(([body, list]) => list.reduce(damaged, body));
