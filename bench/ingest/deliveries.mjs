import { createHmac, createSign, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';

/** Chat messages as their platforms send them, each with its own id: everything of a request but its first line. */

const HmacSecret = 'a secret of this benchmark alone';
export const hmacEnvironment = { BENCH_HMAC_SECRET: HmacSecret };

/**
 * @typedef {{ userId: number, slug: string }} Broadcaster
 * @param {{ privateKey: import('node:crypto').KeyObject, broadcaster: Broadcaster, subscriptionId?: string }} kick
 */
export function kickDelivery({ privateKey, broadcaster, subscriptionId = ulid() }, number) {
	const { id, at, text, viewer } = message(number);
	const body = JSON.stringify({
		message_id: id,
		replies_to: null,
		broadcaster: person(broadcaster.userId, broadcaster.slug),
		sender: {
			...person(viewer, `viewer_${viewer}`),
			identity: { username_color: '#75FD46', badges: [{ text: 'Subscriber', type: 'subscriber', count: 3 }] }
		},
		content: text,
		emotes: null,
		created_at: at
	});
	const messageId = ulid();
	return rest(body, {
		'Kick-Event-Message-Id': messageId,
		'Kick-Event-Subscription-Id': subscriptionId,
		'Kick-Event-Signature': createSign('RSA-SHA256').update(`${messageId}.${at}.${body}`).sign(privateKey, 'base64'),
		'Kick-Event-Message-Timestamp': at,
		'Kick-Event-Type': 'chat.message.sent',
		'Kick-Event-Version': '1'
	});
}

export function githubDelivery(number, secret = HmacSecret) {
	const { id, at, text, viewer } = message(number);
	const repository = { id: 1, name: 'bench', full_name: 'bench/bench', owner: { id: 1, login: 'bench' } };
	const sender = { id: viewer, login: `viewer_${viewer}`, avatar_url: `https://example.com/${viewer}.webp` };
	const commits = [{ id, message: text, timestamp: at, added: [], removed: [], modified: ['README.md'] }];
	const body = JSON.stringify({
		ref: 'refs/heads/main',
		before: id,
		after: id,
		repository,
		pusher: sender,
		sender,
		commits
	});
	return rest(body, {
		'X-GitHub-Event': 'push',
		'X-GitHub-Delivery': id,
		'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
	});
}

export function twitchDelivery(number, secret = HmacSecret) {
	const { id, at, text, viewer } = message(number);
	const body = JSON.stringify({
		subscription: { id: 'bench', type: 'channel.chat.message', version: '1', status: 'enabled', cost: 0 },
		event: {
			broadcaster_user_id: '812345',
			broadcaster_user_login: 'streamerone',
			broadcaster_user_name: 'StreamerOne',
			chatter_user_id: String(viewer),
			chatter_user_login: `viewer_${viewer}`,
			chatter_user_name: `Viewer_${viewer}`,
			message_id: id,
			message: { text, fragments: [{ type: 'text', text, cheermote: null, emote: null, mention: null }] },
			color: '#75FD46',
			badges: [{ set_id: 'subscriber', id: '3', info: '3' }],
			message_type: 'text',
			cheer: null,
			reply: null
		}
	});
	return rest(body, {
		'Twitch-Eventsub-Message-Id': id,
		'Twitch-Eventsub-Message-Timestamp': at,
		'Twitch-Eventsub-Message-Type': 'notification',
		'Twitch-Eventsub-Message-Signature': `sha256=${createHmac('sha256', secret)
			.update(id + at + body)
			.digest('hex')}`
	});
}

function message(number) {
	const text = `message ${number} of a busy chat, about as long as people write [emote:37226:KEKW]`;
	return { id: randomUUID(), at: new Date().toISOString(), text, viewer: 100_000 + (number % 500) };
}

function person(userId, slug) {
	const picture = `https://files.kick.com/images/user/${userId}/profile_image/picture.webp`;
	return {
		is_anonymous: false,
		user_id: userId,
		username: slug,
		is_verified: false,
		profile_picture: picture,
		channel_slug: slug,
		identity: null
	};
}

function rest(body, headers) {
	const lines = Object.entries({
		Host: 'localhost',
		'Content-Type': 'application/json',
		'Content-Length': Buffer.byteLength(body),
		...headers
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	return Buffer.from(`${lines.join('')}\r\n${body}`);
}

/** The same deliveries go to several servers, each of which has its own path. */
export function requestsTo(url, deliveries) {
	const line = Buffer.from(`POST ${new URL(url).pathname} HTTP/1.1\r\n`);
	return deliveries.map((delivery) => Buffer.concat([line, delivery]));
}
