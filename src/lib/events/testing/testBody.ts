import type { KickWebhookType } from '../../kick/events/index.js';

interface Person {
	id: number;
	username: string;
	slug: string;
}

/** Kick gives no user this id, so a test is never taken for a viewer. */
const Tester: Person = { id: 0, username: 'test_event', slug: 'test-event' };
const Text = 'This is a test event of your bot. No one on Kick has seen it.';
const MonthMs = 30 * 24 * 60 * 60_000;

/**
 * Builds a webhook's body as Kick documents it.
 *
 * @see https://docs.kick.com/events/event-types
 */
export function testBody(type: KickWebhookType, id: string, channel: Person, now: Date): object {
	const broadcaster = userOf(channel);
	const person = userOf(Tester);
	const created_at = now.toISOString();
	const month = { created_at, expires_at: new Date(now.getTime() + MonthMs).toISOString() };
	const subscription = (duration: number) => ({ broadcaster, subscriber: person, duration, ...month });
	const bodies: Record<KickWebhookType, object> = {
		'chat.message.sent': {
			message_id: id,
			replies_to: null,
			broadcaster,
			sender: { ...person, identity: { username_color: '#53FC18', badges: [] } },
			content: Text,
			emotes: null,
			created_at
		},
		'channel.followed': { broadcaster, follower: person },
		'channel.subscription.new': subscription(1),
		'channel.subscription.renewal': subscription(3),
		'channel.subscription.gifts': { broadcaster, gifter: person, giftees: [person], ...month },
		'channel.reward.redemption.updated': {
			id,
			user_input: Text,
			status: 'pending',
			redeemed_at: created_at,
			reward: { id, title: 'Test event', cost: 1, description: Text },
			redeemer: person,
			broadcaster
		},
		'livestream.status.updated': { broadcaster, is_live: true, title: Text, started_at: created_at, ended_at: null },
		'livestream.metadata.updated': {
			broadcaster,
			metadata: {
				title: Text,
				language: 'en',
				has_mature_content: false,
				category: { id: 15, name: 'Just Chatting', thumbnail: null }
			}
		},
		'moderation.banned': {
			broadcaster,
			moderator: broadcaster,
			banned_user: person,
			metadata: { reason: Text, ...month }
		},
		'kicks.gifted': {
			broadcaster,
			sender: person,
			gift: { amount: 1, name: 'Test event', type: 'BASIC', tier: 'BASIC', message: Text, pinned_time_seconds: 0 },
			created_at
		}
	};
	return bodies[type];
}

function userOf({ id, username, slug }: Person) {
	return {
		is_anonymous: false,
		user_id: id,
		username,
		is_verified: false,
		profile_picture: null,
		channel_slug: slug,
		identity: null
	};
}
