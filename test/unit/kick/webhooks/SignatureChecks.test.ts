import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SignatureChecks, type SignedDelivery } from '../../../../src/lib/kick/webhooks/SignatureChecks.js';
import { signedBytes } from '../../../../src/lib/kick/webhooks/signedBytes.js';
import { privateKeyPem } from '../../../support/privateKeyPem.js';

const key = createPublicKey(privateKeyPem);
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const headers = { messageId: 'm', timestamp: 't' };

function delivery(number = 0, body = Buffer.from(String(number))): SignedDelivery {
	return { headers: { ...headers, messageId: String(number) }, body, signature: Buffer.from(String(number)) };
}

/** Checks whose threads end when the test says so. */
function checksOf() {
	const seen = { atOnce: [] as number[], started: [] as number[] };
	const running: { number: number; end: (error: Error | null, fits: boolean) => void }[] = [];
	const checks = new SignatureChecks({
		atOnce: (_signed, _key, signature) => {
			seen.atOnce.push(Number(signature));
			return true;
		},
		onThread: (_signed, _key, signature, end) => {
			seen.started.push(Number(signature));
			running.push({ number: Number(signature), end });
		}
	});
	/** Ends everything on the threads, and everything that follows, the last started first. */
	const endAll = async () => {
		for (await nextTurn(); running.length > 0; await nextTurn()) {
			for (const { end } of running.splice(0).reverse()) end(null, true);
		}
	};
	return { checks, seen, running, endAll };
}

describe('a check', () => {
	it('runs on the main thread while it is alone, and on other threads otherwise', async () => {
		const { checks, seen, endAll } = checksOf();
		expect(await checks.fitsAny([key], delivery(1))).toBe(true);
		const sameTurn = [2, 3].map((number) => checks.fitsAny([key], delivery(number)));
		await nextTurn();
		const whileRunning = checks.fitsAny([key], delivery(4));
		await endAll();
		expect(await Promise.all([...sameTurn, whileRunning])).toEqual([true, true, true]);
		expect(seen).toEqual({ atOnce: [1], started: [2, 3, 4] });
		await nextTurn();
		await checks.fitsAny([key], delivery(5));
		expect(seen.atOnce).toEqual([1, 5]);
	});

	it('returns the same result on the threads as on the main thread', async () => {
		const checks = new SignatureChecks();
		const body = Buffer.from('hello');
		const signature = sign('RSA-SHA256', signedBytes(headers, body), privateKeyPem);
		const signatures = [signature, Buffer.alloc(0), Buffer.from('ab'), Buffer.alloc(256), Buffer.alloc(256, 0xff)];
		for (const keys of [[key], [otherKey], [otherKey, key], []]) {
			const expected = signatures.map((one) => one === signature && keys.includes(key));
			const check = (one: Buffer) => checks.fitsAny(keys, { headers, body, signature: one });
			const together = await Promise.all([...signatures, ...signatures].map(check));
			expect(together).toEqual([...expected, ...expected]);
			await nextTurn();
			for (const [index, one] of signatures.entries()) {
				expect(await check(one)).toBe(expected[index]);
				await nextTurn();
			}
		}
	});

	it('that fails on a thread rejects, and the next one starts', async () => {
		const { checks, running, endAll } = checksOf();
		const all = Array.from({ length: 70 }, (_, number) => checks.fitsAny([key], delivery(number)));
		const settled = Promise.allSettled(all);
		await nextTurn();
		for (const { end } of running.splice(0)) end(new Error('out of memory'), false);
		await nextTurn();
		await endAll();
		const states = (await settled).map(({ status }) => status);
		expect(states.filter((status) => status === 'rejected')).toHaveLength(64);
		expect(states.slice(65)).toEqual(Array(5).fill('fulfilled'));
	});
});

describe('an exception', () => {
	/** Checks on threads that throw for some keys when they are started. */
	function throwingChecks(throwsFor: (key: unknown, number: number) => boolean) {
		return new SignatureChecks({
			atOnce: () => true,
			onThread: (_signed, used, signature, end) => {
				if (throwsFor(used, Number(signature))) throw new Error('out of memory');
				setImmediate(() => end(null, used === key));
			}
		});
	}

	it('at the start of a check rejects it alone, and thousands behind it start', async () => {
		const checks = throwingChecks((_key, number) => number < 8_000);
		checks.fitsAny([key], delivery());
		const all = Array.from({ length: 8_100 }, (_, number) => checks.fitsAny([key], delivery(number)));
		const states = (await Promise.allSettled(all)).map(({ status }) => status);
		expect(states).toEqual(Array.from({ length: 8_100 }, (_, number) => (number < 8_000 ? 'rejected' : 'fulfilled')));
		expect(await checks.fitsAny([key], delivery(8_000))).toBe(true);
	});

	it('with the second key rejects the check, and frees its place', async () => {
		const checks = throwingChecks((used) => used === key);
		checks.fitsAny([key], delivery());
		const all = Array.from({ length: 200 }, (_, number) => checks.fitsAny([otherKey, key], delivery(number)));
		const states = (await Promise.allSettled(all)).map(({ status }) => status);
		expect(new Set(states)).toEqual(new Set(['rejected']));
		await nextTurn();
		expect(checks.fitsAny([key], delivery())).toBe(true);
	});

	it('on the main thread is thrown immediately, and the next check runs', async () => {
		let isBroken = true;
		const checks = new SignatureChecks({
			atOnce: () => {
				if (isBroken) throw new Error('out of memory');
				return true;
			},
			onThread: (_signed, _key, _signature, end) => end(null, true)
		});
		expect(() => checks.fitsAny([key], delivery())).toThrow('out of memory');
		isBroken = false;
		await nextTurn();
		expect(checks.fitsAny([key], delivery())).toBe(true);
	});
});

describe('many checks', () => {
	it('start in the order of the calls, 64 at a time', async () => {
		const { checks, seen, running, endAll } = checksOf();
		const all = Array.from({ length: 300 }, (_, number) => checks.fitsAny([key], delivery(number)));
		await nextTurn();
		expect(running).toHaveLength(64);
		running.shift()?.end(null, true);
		await nextTurn();
		expect(running).toHaveLength(64);
		await endAll();
		expect(await Promise.all(all)).toHaveLength(300);
		expect(seen.started).toEqual(Array.from({ length: 299 }, (_, index) => index + 1));
	});

	it('are refused above 8,192, and accepted again when some are done', async () => {
		const { checks, endAll } = checksOf();
		await checks.fitsAny([key], delivery());
		const all = Array.from({ length: 8_192 }, (_, number) => checks.fitsAny([key], delivery(number)));
		await expect(async () => checks.fitsAny([key], delivery())).rejects.toMatchObject({ code: 'queue_full' });
		await endAll();
		expect(new Set(await Promise.all(all))).toEqual(new Set([true]));
		expect(await checks.fitsAny([key], delivery())).toBe(true);
	});

	it('with large bodies are refused above 32 MiB in total, while small ones are accepted', async () => {
		const { checks, endAll } = checksOf();
		await checks.fitsAny([key], delivery());
		const large = (number: number) => checks.fitsAny([key], delivery(number, Buffer.alloc(256 * 1_024)));
		const all = Array.from({ length: 128 }, (_, number) => large(number));
		await expect(async () => large(128)).rejects.toMatchObject({ code: 'queue_full' });
		const small = checks.fitsAny([key], delivery(129));
		await endAll();
		expect(new Set(await Promise.all([...all, small]))).toEqual(new Set([true]));
		await nextTurn();
		await checks.fitsAny([key], delivery());
		const again = large(130);
		await endAll();
		expect(await again).toBe(true);
	});
});
