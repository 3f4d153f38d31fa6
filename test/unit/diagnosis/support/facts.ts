import { publicUrlsOf } from '../../../../src/lib/config/publicUrls.js';
import type { ConfigFacts } from '../../../../src/lib/diagnosis/facts.js';

const now = new Date('2026-11-22T12:00:00Z');
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
export const account = {
	userId: 5,
	username: 'StreamerOne',
	slug: 'streamerone',
	sealedAccessToken: new Uint8Array(),
	sealedRefreshToken: null,
	scopes: ['chat:write', 'events:subscribe'],
	accessExpiresAt: new Date('2026-11-22T13:30:00Z'),
	linkedAt: new Date('2026-11-20T00:00:00Z'),
	refreshExpiresAt: null,
	status: 'active' as const,
	isBot: false
};
export const wanted = ['chat.message.sent', 'channel.followed'];
export const row = (event: string) => ({
	id: event,
	broadcasterUserId: 5,
	event,
	version: 1,
	createdAt: now,
	lastListedAt: now
});
/** Facts of a server where everything works. */
export const complete: ConfigFacts = {
	channel: 'streamerone',
	broadcasterUserId: 5,
	chatroomId: 7,
	account,
	opensTokens: true,
	ownsChannel: true,
	wanted,
	subscriptions: wanted.map(row),
	lastDelivery: { type: 'chat.message.sent', receivedAt: minutesAgo(2), sentAt: minutesAgo(2) },
	renamedTo: null,
	isLive: true,
	urls: publicUrlsOf('https://bot', ''),
	useWebsocket: false,
	socket: null,
	botAccount: { kind: 'none' },
	now
};
