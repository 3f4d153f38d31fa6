import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KickError } from '../../../../src/lib/kick/errors.js';
import type { WebhookHeaders } from '../../../../src/lib/kick/webhooks/headers.js';
import { parsePublicKey } from '../../../../src/lib/kick/webhooks/parsePublicKey.js';
import { DefaultPublicKeyPem, WebhookVerifier } from '../../../../src/lib/kick/webhooks/WebhookVerifier.js';

const [first, second, third] = [1, 2, 3].map(() => {
	const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return { private: pair.privateKey, pem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}) as [KeyPair, KeyPair, KeyPair];

interface KeyPair {
	private: KeyObject;
	pem: string;
}

const body = Buffer.from('{"content":"hé 😀 \\u0000"}');

function signed(key: KeyPair, content = body): WebhookHeaders {
	const messageId = '01KA';
	const timestamp = '2026-11-20T18:05:06Z';
	const signature = sign(
		'RSA-SHA256',
		Buffer.concat([Buffer.from(`${messageId}.${timestamp}.`), content]),
		key.private
	);
	return {
		messageId,
		subscriptionId: '01KS',
		signature: signature.toString('base64'),
		timestamp,
		type: 'chat.message.sent',
		version: '1'
	};
}

/** A Kick that publishes a key, and counts the requests. */
function source(answer: Result<string, KickError>) {
	const kick = { answer, asked: 0, fetchPublicKey: async () => ({}) as Result<string, KickError> };
	kick.fetchPublicKey = async () => {
		kick.asked++;
		return kick.answer;
	};
	return kick;
}

describe('a pinned key', () => {
	const kick = source(ok(second.pem));
	const pinned = (publicKeyPem: string) => new WebhookVerifier({ publicKeyPem, fetchPublicKey: kick.fetchPublicKey });

	it('accepts what it signed', async () => {
		expect(await pinned(first.pem).verify(signed(first), body)).toBe(true);
	});

	it.each([
		['written with \\n', first.pem.replaceAll('\n', '\\n')],
		['written with \\r\\n', first.pem.replaceAll('\n', '\\r\\n')],
		['with Windows line ends', first.pem.replaceAll('\n', '\r\n')],
		['with spaces around', `  ${first.pem}\n\n`]
	])('may be %s', async (_name, pem) => {
		expect(await pinned(pem).verify(signed(first), body)).toBe(true);
	});

	it.each([
		['nothing', ''],
		['garbage', 'hello'],
		['a broken PEM', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
		['a private key', first.private.export({ type: 'pkcs8', format: 'pem' }).toString()],
		['another kind of key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()]
	])('must not be %s', (_name, pem) => {
		expect(() => pinned(pem)).toThrow(TypeError);
		expect(parsePublicKey(pem)).toBeNull();
	});

	it('refuses every change', async () => {
		const verifier = pinned(first.pem);
		const headers = signed(first);
		const changed = Buffer.from(body);
		changed[3]! ^= 1;
		expect(await verifier.verify(headers, changed)).toBe(false);
		expect(await verifier.verify(headers, Buffer.alloc(0))).toBe(false);
		expect(await verifier.verify({ ...headers, messageId: '01KB' }, body)).toBe(false);
		expect(await verifier.verify({ ...headers, timestamp: '2026-11-20T18:05:07Z' }, body)).toBe(false);
		expect(await verifier.verify(signed(second), body)).toBe(false);
	});

	it('is never replaced', async () => {
		const verifier = pinned(first.pem);
		expect(await verifier.verify(signed(second), body)).toBe(false);
		expect(kick.asked).toBe(0);
	});

	it.each([[''], ['!!!'], ['AAAA'], ['='], ['A'.repeat(344)], [`${'A'.repeat(343)}=`], ['bm90IGJhc2U2NA==\n'], ['é']])(
		'refuses the signature %j',
		async (signature) => {
			expect(await pinned(first.pem).verify({ ...signed(first), signature }, body)).toBe(false);
		}
	);

	it('accepts a signature in one spelling only', async () => {
		const { signature, ...headers } = signed(first);
		const spellings = [
			signature.replaceAll('=', ''),
			`${signature}=`,
			signature.replace(/.==$/, '!=='),
			` ${signature}`
		];
		for (const spelling of spellings) {
			expect(await pinned(first.pem).verify({ ...headers, signature: spelling }, body)).toBe(false);
		}
	});

	it('refuses a longer signature that begins like the right one', async () => {
		const headers = signed(first);
		const longer = Buffer.concat([Buffer.from(headers.signature, 'base64'), Buffer.from([0])]).toString('base64');
		expect(await pinned(first.pem).verify({ ...headers, signature: longer }, body)).toBe(false);
	});

	it('throws on no signature', async () => {
		const verifier = pinned(first.pem);
		const text = fc.string({ unit: 'binary' });
		await fc.assert(
			fc.asyncProperty(
				text,
				text,
				fc.base64String(),
				fc.uint8Array(),
				async (messageId, timestamp, signature, bytes) => {
					const headers = { ...signed(first), messageId, timestamp, signature };
					expect(await verifier.verify(headers, Buffer.from(bytes))).toBe(false);
				}
			),
			{ numRuns: 50 }
		);
	});
});

describe('a key that is not pinned', () => {
	function rotating(answer: Result<string, KickError>) {
		const kick = source(answer);
		const clock = { now: 0 };
		const verifier = new WebhookVerifier({ fetchPublicKey: kick.fetchPublicKey, now: () => clock.now });
		return { kick, clock, verifier };
	}

	it('begins with the one that Kick has published', () => {
		expect(parsePublicKey(DefaultPublicKeyPem)?.asymmetricKeyDetails?.modulusLength).toBe(2048);
	});

	it('is fetched when a signature does not fit, and the previous key stays valid', async () => {
		const { kick, clock, verifier } = rotating(ok(first.pem));
		expect(await verifier.verify(signed(first), body)).toBe(true);
		kick.answer = ok(second.pem);
		clock.now += 300_000;
		expect(await verifier.verify(signed(second), body)).toBe(true);
		expect(await verifier.verify(signed(first), body)).toBe(true);
		expect(kick.asked).toBe(2);

		kick.answer = ok(third.pem);
		clock.now += 300_000;
		expect(await verifier.verify(signed(third), body)).toBe(true);
		expect(await verifier.verify(signed(second), body)).toBe(true);
		expect(await verifier.verify(signed(first), body)).toBe(false);
	});

	it('is fetched once for many forged deliveries, and not again for five minutes', async () => {
		const { kick, clock, verifier } = rotating(ok(first.pem));
		const forged = Array.from({ length: 20 }, () => verifier.verify(signed(second), body));
		expect(await Promise.all(forged)).not.toContain(true);
		clock.now = 299_999;
		await verifier.verify(signed(second), body);
		expect(kick.asked).toBe(1);
		clock.now = 300_000;
		await verifier.verify(signed(second), body);
		expect(kick.asked).toBe(2);
	});

	it('serves all deliveries that waited for it', async () => {
		const { kick, verifier } = rotating(ok(first.pem));
		const waiting = Array.from({ length: 5 }, () => verifier.verify(signed(first), body));
		expect(await Promise.all(waiting)).toEqual([true, true, true, true, true]);
		expect(kick.asked).toBe(1);
	});

	it('is waited for by a limited number of deliveries', async () => {
		let answer = (_key: Result<string, KickError>): void => undefined;
		const fetchPublicKey = () =>
			new Promise<Result<string, KickError>>((resolve) => {
				answer = resolve;
			});
		const verifier = new WebhookVerifier({ fetchPublicKey });
		const waiting = Array.from({ length: 257 }, () => verifier.verify(signed(first), body));
		// It is not known which of them exceeds the limit: their checks end in any order.
		expect(await Promise.race(waiting)).toBe(false);
		answer(ok(first.pem));
		expect((await Promise.all(waiting)).filter((fits) => fits)).toHaveLength(256);
		expect(await verifier.verify(signed(first), body)).toBe(true);
	});

	it('makes a delivery leave its place while it is fetched, but no valid or later delivery', async () => {
		const { kick, verifier } = rotating(ok(first.pem));
		const steps: string[] = [];
		const place = (name: string) => ({
			leave: () => void steps.push(`${name} leaves`),
			rejoin: () => void steps.push(`${name} is back, asked ${kick.asked}`)
		});
		expect(await verifier.verify(signed(first), body, place('new key'))).toBe(true);
		expect(await verifier.verify(signed(first), body, place('known key'))).toBe(true);
		expect(await verifier.verify(signed(second), body, place('forged'))).toBe(false);
		expect(steps).toEqual(['new key leaves', 'new key is back, asked 1']);
	});

	it('is tried on the threads too: many at once, some of them forged', async () => {
		const { verifier } = rotating(ok(first.pem));
		await verifier.verify(signed(first), body);
		const signers = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? second : first));
		const answers = await Promise.all(signers.map((signer) => verifier.verify(signed(signer), body)));
		expect(answers).toEqual(signers.map((signer) => signer === first));
	});

	it.each([
		['an error', err(new KickError('blocked', 'no'))],
		['garbage', ok('garbage')],
		['a page', ok('<html>')],
		['the same key', ok(first.pem)]
	])('is kept when Kick answers %s', async (_name, answer) => {
		const { kick, clock, verifier } = rotating(ok(first.pem));
		await verifier.verify(signed(first), body);
		kick.answer = answer;
		clock.now += 300_000;
		expect(await verifier.verify(signed(second), body)).toBe(false);
		expect(await verifier.verify(signed(first), body)).toBe(true);
	});

	it('is kept when fetching throws', async () => {
		const verifier = new WebhookVerifier({ fetchPublicKey: () => Promise.reject(new Error('bug')) });
		expect(await verifier.verify(signed(first), body)).toBe(false);
	});
});
