import { err, ok, type Result } from '@sapphire/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KickError } from '../../../src/lib/kick/errors.js';
import type { KickChannel } from '../../../src/lib/kick/index.js';
import { KnownChannels } from '../../../src/lib/overview/KnownChannels.js';
import { systemClock } from '../../../src/lib/time/Clock.js';

const Channel = 812345;
const down = () => new KickError('kick_unavailable', 'Kick is down.');

let now: number;
let requests: string[];
let answer: () => Result<KickChannel, KickError> | Promise<Result<KickChannel, KickError>>;
let picture: () => Result<string | null, KickError>;
let channels: KnownChannels;

const channelOf = (changes: Partial<KickChannel> = {}) =>
	({ broadcasterUserId: Channel, slug: 'streamer', isLive: true, viewerCount: 5, ...changes }) as KickChannel;

beforeEach(() => {
	now = 1_000_000;
	vi.spyOn(systemClock, 'now').mockImplementation(() => now);
	requests = [];
	answer = () => ok(channelOf());
	picture = () => ok('https://files.kick.com/1.webp');
	channels = new KnownChannels({
		byUserId: async (userId) => {
			requests.push(`channel ${userId}`);
			return answer();
		},
		account: async (userId) => {
			requests.push(`account ${userId}`);
			return picture().map((avatarUrl) => ({ userId, username: 'Streamer', avatarUrl }));
		}
	});
});

afterEach(() => {
	vi.restoreAllMocks();
});

describe('the data of a channel', () => {
	it('costs one request in 15 seconds, and the picture one in an hour', async () => {
		await Promise.all([channels.of(Channel, 'streamer'), channels.of(Channel, 'streamer')]);
		now += 14_999;
		expect(await channels.of(Channel, 'streamer')).toEqual({
			channel: channelOf(),
			pictureUrl: 'https://files.kick.com/1.webp',
			at: expect.any(Date),
			isFresh: true
		});
		expect(requests).toEqual([`channel ${Channel}`, `account ${Channel}`]);
		now += 1;
		answer = () => ok(channelOf({ viewerCount: 6 }));
		expect((await channels.of(Channel, 'streamer'))?.channel.viewerCount).toBe(6);
		expect(requests.slice(2)).toEqual([`channel ${Channel}`]);
	});

	it('is requested again when the stored name has changed', async () => {
		await channels.of(Channel, 'streamer');
		answer = () => ok(channelOf({ slug: 'renamed' }));
		expect((await channels.now(Channel, 'renamed'))?.slug).toBe('renamed');
	});

	it('stays the last known one while Kick does not answer, and is marked', async () => {
		const before = await channels.of(Channel, null);
		now += 15_000;
		answer = () => err(down());
		expect(await channels.of(Channel, null)).toEqual({ ...before, isFresh: false });
		expect(await channels.now(Channel, null)).toBeNull();
		now += 15_000;
		answer = () => ok(channelOf());
		expect(await channels.of(Channel, null)).toMatchObject({ isFresh: true });
	});

	it('is unknown if Kick never answered, and Kick is not asked more often for it', async () => {
		answer = () => err(down());
		picture = () => err(down());
		expect(await channels.of(Channel, null)).toBeNull();
		expect(await channels.of(Channel, null)).toBeNull();
		expect(requests).toHaveLength(2);
	});

	it('has no picture while only that request fails', async () => {
		picture = () => err(down());
		expect(await channels.of(Channel, null)).toMatchObject({ pictureUrl: null, isFresh: true });
	});

	it('is not called fresh while the next answer is late', async () => {
		await channels.of(Channel, null);
		now += 15_000;
		answer = () => new Promise(() => {});
		expect(await channels.of(Channel, null)).toMatchObject({ isFresh: false, channel: { viewerCount: 5 } });
		expect(await channels.now(Channel, null)).toBeNull();
	});

	it('does not wait for the picture', async () => {
		picture = () => err(down());
		const slow = new Promise<never>(() => {});
		channels = new KnownChannels({ byUserId: async () => answer(), account: () => slow });
		expect(await channels.of(Channel, null)).toMatchObject({ isFresh: true, pictureUrl: null });
	});

	it('is not waited for longer than two seconds, and counts for a later call', async () => {
		let arrive = (_result: Result<KickChannel, KickError>) => {};
		const late = new Promise<Result<KickChannel, KickError>>((resolve) => {
			arrive = resolve;
		});
		answer = () => late;
		expect(await channels.of(Channel, null)).toBeNull();
		arrive(ok(channelOf()));
		await late;
		expect(await channels.of(Channel, null)).toMatchObject({ isFresh: true });
	});
});
