const viewer = { user_id: 7, username: 'Viewer', badges: [{ type: 'vip', text: 'VIP' }] };

/** Values at the limits of the schema for an id, a text, a time, a color, a flag, a count, a list or a user. */
export const oddValues: readonly unknown[] = [
	...[null, undefined, true, false],
	...[0, -0, -1, 1.5, 2 ** 53 - 1, 2 ** 53, 1e308, Number.POSITIVE_INFINITY, Number.NaN],
	...['7', '007', '-7', '7.5', ' 7', '9007199254740991', '9007199254740993', '9'.repeat(17)],
	...['', ' ', 'text', '\u0000', '\ud800', 'A_B', 'null', 'true', '[emote:1:A][emote:01:B][emote:1:C]'],
	// Counted in code points, of which a message id may have 128.
	...['a'.repeat(128), 'a'.repeat(129), '😀'.repeat(64), '😀'.repeat(65), '😀'.repeat(128), '😀'.repeat(129)],
	...['#75FD46', '#75fd46\n', '#75FD4', '#75FD466', '75FD46', '#75FD4G', 'red'],
	...['2026-11-20T18:05:06Z', '2026-13-40T18:05:06Z', '1970-01-01T00:00:00Z', '2026-11-20', `2026${'0'.repeat(70)}`],
	...[[], [null], [[]], {}, [{}], [viewer], viewer, { ...viewer, is_anonymous: true }, { user_id: '7' }],
	Object.assign([], viewer),
	...[{ message_id: 'm0', content: 'hi', sender: viewer }, { message_id: 'm0' }, { message_id: '', sender: null }],
	...[{ badges: null }, { username_color: 'red', badges: viewer.badges }, { badges: [...viewer.badges, null, {}] }],
	...[{ type: 'vip' }, { type: 'vip', text: null }, { type: 'vip', text: 'VIP', count: null, level: 3 }]
];

export const extraKeys = [
	...['__proto__', 'constructor', 'toString', 'length', 'extra', 'count', 'identity', 'is_anonymous', 'user_id'],
	...['username', 'channel_slug', 'badges', 'type', 'text', 'replies_to', 'message_id', 'content', 'created_at']
];
