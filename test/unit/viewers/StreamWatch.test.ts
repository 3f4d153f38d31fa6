import { err, ok, type Result } from '@sapphire/result';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { KickError } from '../../../src/lib/kick/errors.js';
import { type KickLivestream, KickOAuthClient, KickRestClient } from '../../../src/lib/kick/index.js';
import { AppTokens } from '../../../src/lib/kick/oauth/AppTokens.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { StreamWatch } from '../../../src/lib/viewers/StreamWatch.js';
import { type RecordingLogger, recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

const Channel = 812345;
const Noon = Date.UTC(2026, 0, 1, 12);

let database: Database;
let logger: RecordingLogger;
let isLeader: boolean;

/** Returns the time this many minutes after noon. */
const minute = (minutes: number) => new Date(Noon + minutes * 60_000);

async function link(userId: number, guildId = String(userId)): Promise<void> {
	await database.accounts.save({
		userId,
		username: `user${userId}`,
		slug: null,
		sealedAccessToken: Uint8Array.of(1),
		sealedRefreshToken: null,
		scopes: [],
		accessExpiresAt: new Date(0),
		linkedAt: new Date(0),
		refreshExpiresAt: null,
		status: 'active',
		isBot: false
	});
	await database.links.save({ guildId, userId, linkedBy: '1', linkedAt: new Date(0) });
}

type LiveAnswer = Awaited<ReturnType<KickRestClient['getLivestreams']>>;

/** A Kick with this answer, with its own clock. */
function watchOf(answer: (ids: readonly number[]) => LiveAnswer): StreamWatch {
	const appTokens = { call: <T>(use: (token: string) => Promise<Result<T, KickError>>) => use('token') };
	const rest = { getLivestreams: async (_token: string, ids: readonly number[]) => answer(ids) };
	return new StreamWatch({ rest, appTokens, database, isLeader: () => isLeader, logger });
}

function streamOf(changes: Partial<KickLivestream>): KickLivestream {
	return { broadcasterUserId: Channel, startedAt: null, title: null, viewerCount: null, ...changes };
}

/** Kick's list at a time: the channel live since then, or offline. */
async function seen(at: Date, startedAt: Date | null, changes: Partial<KickLivestream> = {}): Promise<void> {
	const streams = startedAt ? [streamOf({ startedAt, ...changes })] : [];
	await watchOf(() => ok({ streams, at })).poll();
}

beforeEach(async () => {
	database = await temporaryDatabase();
	logger = recordingLogger();
	isLeader = true;
	await link(Channel);
});

describe('polling Kick', () => {
	it('finds a stream whose start was not reported, and its end', async () => {
		await seen(minute(30), minute(0));
		expect(await database.streams.latest(Channel)).toEqual({
			startedAt: minute(0),
			endedAt: null,
			seenAt: minute(30),
			title: null
		});
		await seen(minute(31), minute(0));
		await seen(minute(32), null);
		expect(await database.streams.latest(Channel)).toMatchObject({ startedAt: minute(0), endedAt: minute(32) });
	});

	it('ends a stream at the last time it was seen, if the bot was away at its end', async () => {
		await seen(minute(30), minute(0));
		await seen(minute(600), null);
		expect(await database.streams.latest(Channel)).toMatchObject({ endedAt: minute(30) });
	});

	it('stores the title and the number of viewers', async () => {
		await seen(minute(3), minute(0), { title: 'Tuesday build', viewerCount: 10 });
		await seen(minute(4), minute(0), { title: 'Tuesday build', viewerCount: 40 });
		expect(await database.streams.latest(Channel)).toMatchObject({ title: 'Tuesday build' });
		const samples = await database.streams.viewers(Channel, { from: minute(0), until: minute(60) });
		expect(samples).toEqual([{ at: minute(0), average: 25, peak: 40 }]);
	});

	it('uses Kick’s times, whatever the clock of this machine says', async () => {
		const far = new Date(Date.now() + 50 * 24 * 60 * 60_000);
		await seen(far, new Date(far.getTime() - 60_000));
		expect(await database.streams.latest(Channel)).toMatchObject({ seenAt: far, endedAt: null });
	});

	it('is done by the leader, for each linked channel once', async () => {
		await link(7);
		await link(7, 'another server');
		const asked: (readonly number[])[] = [];
		const watch = watchOf((ids) => {
			asked.push(ids);
			return ok({ streams: [streamOf({ broadcasterUserId: 404, startedAt: minute(0) })], at: minute(1) });
		});
		isLeader = false;
		await watch.poll();
		expect(asked).toEqual([]);
		isLeader = true;
		await watch.poll();
		expect(asked.map((ids) => ids.toSorted((one, other) => one - other))).toEqual([[7, Channel]]);
		expect(await database.streams.open()).toEqual([]);
	});

	it('reports once that Kick does not answer, and once that it does again; nothing changes meanwhile', async () => {
		await seen(minute(30), minute(0));
		let isDown = true;
		const watch = watchOf(() =>
			isDown ? err(new KickError('kick_unavailable', 'Kick is down.')) : ok({ streams: [], at: minute(31) })
		);
		await watch.poll();
		await watch.poll();
		expect(await database.streams.open()).toEqual([Channel]);
		isDown = false;
		await watch.poll();
		await watch.poll();
		expect(await database.streams.open()).toEqual([]);
		expect(logger.lines).toEqual([
			'[Kick] Could not ask Kick which channels are live (kick_unavailable). ' +
				'Watch time may be incomplete until this works again.',
			'[Kick] Polling Kick for live channels works again.'
		]);
	});

	it('never rejects, and does not poll twice at once', async () => {
		let polls = 0;
		const watch = watchOf(() => {
			polls += 1;
			throw new Error('a bug');
		});
		await Promise.all([watch.poll(), watch.poll()]);
		expect(polls).toBe(1);
		expect(logger.lines.join()).toContain('a bug');
	});

	it('uses the real endpoint, for a hundred channels at a time', async () => {
		const kick = await SimulatedKick.start();
		const streamers = Array.from({ length: 101 }, (_streamer, index) => kick.addStreamer(`streamer${index}`));
		for (const { userId } of streamers) await link(userId);
		const rest = new KickRestClient({ baseUrl: kick.url });
		const oauth = new KickOAuthClient({
			baseUrl: kick.url,
			clientId: kick.app.clientId,
			clientSecret: kick.app.clientSecret,
			redirectUri: 'http://localhost/auth/kick/callback'
		});
		onTestFinished(async () => {
			await Promise.all([rest.close(), oauth.close(), kick.stop()]);
		});
		const startedAt = new Date(Date.now() - 60 * 60_000);
		await streamers[100]!.goesLive({ at: startedAt });
		await streamers[3]!.goesLive({ at: startedAt });
		const appTokens = new AppTokens(oauth);
		const watch = new StreamWatch({ rest, appTokens, database, isLeader: () => true, logger });
		watch.start();
		await watch.stop();
		const live = [streamers[3]!.userId, streamers[100]!.userId];
		expect((await database.streams.open()).toSorted()).toEqual(live);
		expect(await database.streams.latest(live[0]!)).toMatchObject({ startedAt, endedAt: null });
		expect(kick.calls.filter(({ path }) => path.endsWith('/users/livestreams'))).toHaveLength(2);
	});
});
