import type { WebhookHeaders } from '../../../../src/lib/kick/index.js';
import { Random } from '../../../chaos/support/Random.js';

/** A webhook as it arrived. */
export interface RecordedDelivery {
	headers: WebhookHeaders;
	body: Buffer;
	receivedAt: Date;
}

const SecondMs = 1_000;
const MinuteMs = 60 * SecondMs;
const HourMs = 60 * MinuteMs;
const Midnight = Date.UTC(2026, 1, 3);
export const Channels = [501, 502] as const;
const Viewers = 40;

/** Each stream: channel, start and end in minutes after midnight; `null` if the end was not reported. */
const Streams: [channel: number, from: number, until: number | null][] = [
	[501, 130, 340],
	[501, 1_080, 1_410],
	[502, 720, null]
];

/**
 * A day of two channels, the same each time: chat at all hours, and streams that start late or do not end. Messages
 * come twice, out of order or hours late, and some are of the streamer or a bot.
 */
export function recordedDay(): RecordedDelivery[] {
	const random = new Random(20_260_203);
	const day = [...Streams.flatMap(([channel, from, until]) => streamEvents(channel, from, until))];
	for (let message = 0; message < 2_400; message++) day.push(...chatMessages(random, message));
	return day.sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
}

function streamEvents(channel: number, from: number, until: number | null): RecordedDelivery[] {
	const [startedAt, endedAt] = [at(from), until === null ? null : at(until)];
	const body = (isLive: boolean) => ({
		broadcaster: person(channel, `streamer_${channel}`),
		is_live: isLive,
		title: 'A day',
		started_at: startedAt.toISOString(),
		ended_at: isLive ? null : endedAt?.toISOString()
	});
	const start = delivery(`start-${channel}-${from}`, 'livestream.status.updated', body(true), startedAt, 3 * MinuteMs);
	if (!endedAt) return [start];
	return [start, delivery(`end-${channel}-${from}`, 'livestream.status.updated', body(false), endedAt, 2 * SecondMs)];
}

/** One message, and its related events. */
function chatMessages(random: Random, number: number): RecordedDelivery[] {
	const channel = random.pick(Channels);
	const writtenAt = new Date(Midnight + random.between(0, 24 * HourMs));
	const sender = Math.floor(random.between(0, Viewers));
	const isBot = sender === 1;
	const body = {
		message_id: `message-${number}`,
		broadcaster: person(channel, `streamer_${channel}`),
		sender: {
			...(sender === 0 ? person(channel, `streamer_${channel}`) : person(sender, `Viewer_${sender}`)),
			identity: {
				username_color: random.next() < 0.7 ? '#75FD46' : null,
				badges: isBot ? [{ type: 'bot', text: 'Bot' }] : []
			}
		},
		content: `message ${number}`,
		emotes: null,
		created_at: writtenAt.toISOString()
	};
	const lagMs = random.next() < 0.02 ? random.between(HourMs, 5 * HourMs) : random.between(100, 90 * SecondMs);
	const first = delivery(`event-${number}`, 'chat.message.sent', body, writtenAt, lagMs);
	const kind = random.next();
	if (kind < 0.05) return [first, delivery(`event-${number}-twice`, 'chat.message.sent', body, writtenAt, lagMs + 50)];
	if (kind < 0.08) return [first, { ...first, receivedAt: new Date(first.receivedAt.getTime() + MinuteMs) }];
	return [first];
}

function delivery(id: string, type: string, body: object, sentAt: Date, lagMs: number): RecordedDelivery {
	const headers = {
		messageId: id,
		subscriptionId: 'subscription',
		signature: '',
		timestamp: sentAt.toISOString(),
		type,
		version: '1'
	};
	return {
		headers,
		body: Buffer.from(JSON.stringify(body)),
		receivedAt: new Date(sentAt.getTime() + Math.round(lagMs))
	};
}

function person(id: number, name: string): object {
	return { user_id: id, username: name, channel_slug: name.toLowerCase(), is_verified: false, profile_picture: null };
}

function at(minutes: number): Date {
	return new Date(Midnight + minutes * MinuteMs);
}
