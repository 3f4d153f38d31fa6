import { describe, expect, it } from 'vitest';
import type { ConfigCode } from '../../../src/lib/diagnosis/ConfigReport.js';
import { socketDetails } from '../../../src/lib/diagnosis/describeSocket.js';
import type { ConfigFacts } from '../../../src/lib/diagnosis/facts.js';
import { gatherSocketFacts, type SocketFacts } from '../../../src/lib/diagnosis/facts.js';
import type { ChatSources } from '../../../src/lib/storage/events/types.js';

const now = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const chatroom = { subscribed: true, subscribedAt: minutesAgo(60), lastEventAt: minutesAgo(3) };
const joined: SocketFacts = {
	isReadHere: true,
	ownership: 'proven',
	problem: null,
	chatroom,
	unheard: 0,
	onlyHeard: 0
};
const facts = {
	useWebsocket: true,
	account: {},
	ownsChannel: true,
	isLive: true,
	urls: { webhook: 'https://bot/webhooks/kick' },
	socket: joined,
	now
} as ConfigFacts;
const lines = (changes: Partial<ConfigFacts>) => socketDetails({ ...facts, ...changes });
const socketLines = (changes: Partial<SocketFacts>) => lines({ socket: { ...joined, ...changes } });

describe('the line of the live socket', () => {
	it('shows since when it is connected and when its last event arrived', () => {
		expect(lines({})).toEqual([
			{ outcome: 'ok', text: 'Live socket: in this chat since 2026-11-22 11:00 UTC, last event 3 min ago' }
		]);
	});

	it('is no warning if the socket is disabled, or belongs to another process', () => {
		expect(lines({ useWebsocket: false, socket: null })).toEqual([
			{ outcome: 'ok', text: 'Live socket: off (webhooks and API are used)' }
		]);
		expect(socketLines({ isReadHere: false, chatroom: null })).toMatchObject([{ outcome: 'ok' }]);
	});

	it.each<[string, Partial<ConfigFacts>, ConfigCode, RegExp]>([
		['no link', { account: null }, 'not_linked', /until the channel's owner links the account. Run \/kick link/],
		['another person’s account', { ownsChannel: false }, 'wrong_account', /Run \/kick link/],
		[
			'no chatroom id',
			{ socket: null },
			'chatroom_missing',
			/chatroom id is missing. Run \/kick sync, or enter .* \/kick sync chatroom_id:/
		],
		[
			'a foreign chatroom',
			{ socket: { ...joined, ownership: 'foreign' } },
			'chatroom_foreign',
			/looks wrong.*\/kick sync/
		],
		['not there yet', { socket: { ...joined, chatroom: null } }, 'socket_connecting', /joins within 15 seconds/],
		[
			'a lost connection',
			{
				socket: { ...joined, chatroom: { ...chatroom, subscribed: false, subscribedAt: null }, problem: 'code 4200' }
			},
			'socket_connecting',
			/connecting \(code 4200\)\. The bot reconnects automatically/
		]
	])('with %s warns, and says what to do', (_, changes, code, text) => {
		expect(lines(changes)).toEqual([{ outcome: 'warning', code, text: expect.stringMatching(text) }]);
	});
});

describe('a chatroom that is not proven', () => {
	const unproven = { ...joined, ownership: 'unproven' as const };

	it('is reported as unproven, with what its proof needs', () => {
		expect(lines({ socket: unproven })).toEqual([
			{ outcome: 'ok', text: 'Live socket: in this chat since 2026-11-22 11:00 UTC, no events used yet' },
			{
				outcome: 'warning',
				code: 'chatroom_unproven',
				text: expect.stringMatching(
					/until it is proven.*by webhook.*write in the chat as the channel's owner.*\/kick sync/
				)
			}
		]);
	});

	it('is also reported if another process reads it', () => {
		expect(lines({ socket: { ...unproven, isReadHere: false } })[1]?.text).toMatch(/until it is proven/);
	});

	it('looks wrong when messages came by webhook, whatever the socket received', () => {
		const [, doubt, waits] = lines({ socket: { ...unproven, unheard: 3 } });
		expect(doubt?.text).toMatch(/chatroom id looks wrong: 3 messages arrived by webhook.*\/kick sync/);
		expect(waits?.text).toMatch(/until it is proven/);
	});
});

describe('a warning', () => {
	const silent = { ...chatroom, lastEventAt: null };

	it('is shown after three messages that the socket did not receive', () => {
		expect(socketLines({ chatroom: silent, unheard: 2 })).toHaveLength(2);
		const [line, doubt] = socketLines({ chatroom: { ...silent, subscribedAt: minutesAgo(1) }, unheard: 3 });
		expect(line?.text).toContain('no events yet');
		expect(doubt?.text).toMatch(/chatroom id looks wrong: 3 messages arrived by webhook.*\/kick sync/);
	});

	it('is shown after three messages since the last one from the socket', () => {
		expect(socketLines({ unheard: 2 })).toHaveLength(1);
		const [line, doubt] = socketLines({ unheard: 3 });
		expect(line?.text).toContain('last event 3 min ago');
		expect(doubt?.text).toMatch(/is silent: 3 messages arrived by webhook.*KICK_REALTIME_PROVIDER/);
	});

	it('is shown after half an hour of silence while the channel is live', () => {
		expect(socketLines({ chatroom: silent })[1]?.text).toMatch(/live.*nothing for 60 minutes.*\/kick sync/);
		expect(socketLines({ chatroom: { ...silent, subscribedAt: minutesAgo(29) } })).toHaveLength(1);
		expect(lines({ isLive: false, socket: { ...joined, chatroom: silent } })).toHaveLength(1);
		expect(lines({ isLive: null, socket: { ...joined, chatroom: silent } })).toHaveLength(1);
	});

	it('is shown for chat that no webhook delivers', () => {
		expect(socketLines({ onlyHeard: 2 })).toHaveLength(1);
		expect(socketLines({ onlyHeard: 3 })[1]?.text).toMatch(/not by webhook.*https:\/\/bot\/webhooks\/kick/);
	});
});

describe('the data for a warning', () => {
	const settings = { channel: 'one', broadcasterUserId: 5, chatroomId: 50 };
	const subscription = {
		id: 's',
		broadcasterUserId: 5,
		event: 'chat.message.sent',
		version: 1,
		createdAt: minutesAgo(30),
		lastListedAt: null
	};

	/** Reads the data, and returns it with the queries to the log. */
	async function gather(
		view: Partial<SocketFacts>,
		counts: Partial<ChatSources>,
		known = settings,
		owner: number | null = 5
	) {
		const asked: unknown[][] = [];
		const events = {
			chatSources: async (...query: unknown[]) => {
				asked.push(query);
				return { webhook: 0, webhookFirst: 0, websocket: 0, ...counts };
			}
		};
		const chatrooms = {
			find: async (chatroomId: number) =>
				owner === null
					? null
					: { chatroomId, broadcasterUserId: owner, provenBy: 'website' as const, provenAt: minutesAgo(90) }
		};
		const { isReadHere, problem, chatroom } = { ...joined, ...view };
		const socket = { viewOf: () => ({ isReadHere, problem, chatroom }) };
		return { asked, facts: await gatherSocketFacts(socket, { chatrooms, events }, '1', known, [subscription], now) };
	}

	it('counts webhooks since the subscription, if the socket never received a message', async () => {
		const silent = { chatroom: { ...chatroom, lastEventAt: null } };
		const { asked, facts } = await gather(silent, { webhook: 4, websocket: 0 });
		expect(asked).toEqual([[5, minutesAgo(60), now]]);
		expect(facts).toMatchObject({ unheard: 4, onlyHeard: 0 });
	});

	it('counts events from the socket alone since both are connected, with time for webhooks to arrive', async () => {
		const { asked, facts } = await gather({}, { websocket: 4 });
		expect(asked.at(-1)).toEqual([5, minutesAgo(30), minutesAgo(2)]);
		expect(facts).toMatchObject({ unheard: 0, onlyHeard: 4 });
		expect((await gather({}, { webhook: 1, websocket: 4 })).facts).toMatchObject({ onlyHeard: 0 });
	});

	it('counts webhooks alone since the socket’s last event, with time for the socket', async () => {
		const { asked, facts } = await gather({}, { webhook: 9, webhookFirst: 4 });
		expect(asked[0]).toEqual([5, minutesAgo(3), minutesAgo(1)]);
		expect(facts).toMatchObject({ unheard: 4 });
		const rejoined = { chatroom: { ...chatroom, subscribedAt: minutesAgo(2) } };
		expect((await gather(rejoined, {})).asked[0]).toEqual([5, minutesAgo(2), minutesAgo(1)]);
	});

	it('counts every webhook since the subscription for an unproven chatroom, and none for a foreign one', async () => {
		const unproven = await gather({}, { webhook: 4, webhookFirst: 4, websocket: 9 }, settings, null);
		expect(unproven.asked).toEqual([[5, minutesAgo(60), now]]);
		expect(unproven.facts).toMatchObject({ ownership: 'unproven', unheard: 4, onlyHeard: 0 });
		const foreign = await gather({}, { webhook: 4 }, settings, 6);
		expect(foreign.asked).toEqual([]);
		expect(foreign.facts).toMatchObject({ ownership: 'foreign', unheard: 0 });
	});

	it('is empty without a chatroom, and queries nothing before the subscription', async () => {
		const none = { webhook: 9, websocket: 9 };
		expect((await gather({}, none, { ...settings, chatroomId: null as never })).facts).toBeNull();
		const { asked, facts } = await gather({ chatroom: null }, none);
		expect(asked).toEqual([]);
		expect(facts).toMatchObject({ chatroom: null, unheard: 0, onlyHeard: 0 });
	});
});
