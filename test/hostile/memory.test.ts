import { expect, it } from 'vitest';
import { Sandbox } from '../../sandbox/demo/Sandbox.js';
import { botEntry } from '../support/runProgram.js';
import { stopAfterAll } from '../support/stopAfterAll.js';
import { PeakMemory } from './support/PeakMemory.js';
import { RawConnection } from './support/RawConnection.js';
import { chunksOf, requestBytes } from './support/requestBytes.js';

const MB = 1_024 * 1_024;
/** The budget of all bodies is 32 MB. Sockets and late garbage collection need the rest. */
const MaxGrowth = 256 * MB;

const sandbox = await stopAfterAll(Sandbox.start({ entry: botEntry }));

const chunked = requestBytes({ headers: [['Transfer-Encoding', 'chunked']] });

/** Opened at once. The queue of the operating system drops connections if there are more. */
const Wave = 250;

/** Opens `count` connections, each of which sends `bytes`. */
async function connections(count: number, bytes: Buffer): Promise<RawConnection[]> {
	const all: RawConnection[] = [];
	const open = async () => void all.push((await RawConnection.open(Number(new URL(sandbox.botUrl).port))).write(bytes));
	while (all.length < count) {
		await Promise.all(Array.from({ length: Math.min(Wave, count - all.length) }, open));
		await expectAnswer();
	}
	return all;
}

/** Expects an answer of the bot, which then has read what was sent before. */
async function expectAnswer(): Promise<void> {
	expect((await fetch(`${sandbox.botUrl}/health`)).status).toBe(200);
}

/** Without limits, each of these attacks would use at least 480 MB. */
const attacks: Record<string, () => Promise<RawConnection[]>> = {
	async '50 bodies of 48 MB with a declared length'() {
		const all = await connections(50, requestBytes({ headers: [['Content-Length', String(48 * MB)]] }));
		await Promise.all(all.map((connection) => connection.flood(Buffer.alloc(MB), 48 * MB)));
		return all;
	},
	async '50 endless bodies in chunks'() {
		const all = await connections(50, chunked);
		await Promise.all(all.map((connection) => connection.flood(chunksOf(Buffer.alloc(64 * 1_024), 64 * 1_024))));
		return all;
	},
	// Each chunk of one byte becomes an object of about 100 bytes.
	'100 bodies in chunks of one byte': () =>
		connections(100, Buffer.concat([chunked, chunksOf(Buffer.alloc(250 * 1_024), 1)])),
	'2,000 endless bodies just below the limit': () =>
		connections(2_000, Buffer.concat([chunked, chunksOf(Buffer.alloc(250 * 1_024), 64 * 1_024)]))
};

it.each(Object.entries(attacks))('memory stays flat under %s', async (_name, attack) => {
	const before = await (await PeakMemory.watch(sandbox.bot.pid)).stop();
	const peak = await PeakMemory.watch(sandbox.bot.pid);
	const all = await attack();
	await expectAnswer();
	const growth = (await peak.stop()) - before;
	for (const connection of all) connection.destroy();
	expect(growth).toBeLessThan(MaxGrowth);
	await expectAnswer();
});
