import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OpenStreams } from '../../../src/lib/dashboard/OpenStreams.js';
import type { Session } from '../../../src/lib/dashboard/Sessions.js';
import { type Access, GuildRights } from '../../../src/lib/editors/GuildRights.js';
import type { EventStream } from '../../../src/lib/http/EventStream.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const session = { idHash: 'one' } as Session;

/** Stream that only records how it ended. */
class Stream {
	readonly #closed = new AbortController();
	public readonly signal = this.#closed.signal;
	public readonly ends: unknown[][] = [];

	public static in(streams: OpenStreams, guildId: string, access?: Access): Stream {
		const stream = new Stream();
		streams.add(session, guildId, stream as unknown as EventStream, access);
		return stream;
	}

	public end(...why: unknown[]): void {
		if (this.signal.aborted) return;
		this.ends.push(why);
		this.#closed.abort();
	}
}

it('one request serves all streams of a session, and ends those of lost servers', async () => {
	const asked: (readonly string[])[] = [];
	const streams = new OpenStreams(async (_session, guildIds) => {
		asked.push(guildIds);
		return new Map([['1', GuildRights.manager]]);
	});
	const open = ['1', '2', '1'].map((guildId) => Stream.in(streams, guildId));
	vi.advanceTimersByTime(15_000);
	await turn();
	expect(asked).toEqual([['1', '2']]);
	expect(open.map(({ ends }) => ends)).toEqual([[], [['end', 'access']], []]);
	streams.stop();
});

it('ends the streams of pages that an editor may no longer see, and no others', async () => {
	const streams = new OpenStreams(async () => new Map([['1', GuildRights.editor(['chat'])!]]));
	const open = (['any', 'chat', 'settings', 'manager'] as const).map((access) => Stream.in(streams, '1', access));
	vi.advanceTimersByTime(15_000);
	await turn();
	expect(open.map(({ ends }) => ends)).toEqual([[], [], [['end', 'access']], [['end', 'access']]]);
	streams.stop();
});

it('a stream that opens during a request is not affected by its answer', async () => {
	let answer = (_visible: ReadonlyMap<string, GuildRights>) => {};
	const streams = new OpenStreams(() => new Promise((resolve) => (answer = resolve)));
	Stream.in(streams, '1');
	vi.advanceTimersByTime(15_000);
	const later = Stream.in(streams, '2');
	answer(new Map([['1', GuildRights.manager]]));
	await turn();
	expect(later.ends).toEqual([]);
	streams.stop();
});

it.each<[string, () => Promise<null>]>([
	['Discord does not answer', async () => null],
	['the database fails', () => Promise.reject(new Error('away'))]
])('ends a stream silently when %s', async (_what, findVisible) => {
	const streams = new OpenStreams(findVisible);
	const stream = Stream.in(streams, '1');
	vi.advanceTimersByTime(15_000);
	await turn();
	expect(stream.ends).toEqual([[]]);
});

it('leaves no timer when the last stream of a session has ended', () => {
	const streams = new OpenStreams(async () => new Map());
	const open = [Stream.in(streams, '1'), Stream.in(streams, '1')];
	expect(vi.getTimerCount()).toBe(1);
	for (const stream of open) stream.end();
	expect(vi.getTimerCount()).toBe(0);
});
