import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import { webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signatureHeader = 'Kick-Event-Signature';
const keyFetches = ({ world }: Target) =>
	world.kick.calls.filter(({ path }) => path === '/public/v1/public-key').length;
const none = { status: 401, body: '{"error":"invalid_signature"}' };

for (const [name, spelled] of Object.entries<(signature: string) => string>({
	'cut by three characters': (signature) => signature.slice(0, -3),
	'cut in half': (signature) => signature.slice(0, signature.length / 2),
	'with a changed first character': (signature) => `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`,
	'in base64url': (signature) => `-_${Buffer.from(signature, 'base64').toString('base64url').slice(2)}`,
	'in hexadecimal': (signature) => Buffer.from(signature, 'base64').toString('hex'),
	'with white space inside': (signature) => `${signature.slice(0, 100)} ${signature.slice(100)}`,
	'with a tab inside': (signature) => `${signature.slice(0, 76)}\t${signature.slice(76)}`,
	'without its padding': (signature) => signature.replaceAll('=', ''),
	'with more padding': (signature) => `${signature}=`,
	'in another spelling of the same bytes': (signature) => signature.replace(/A==$|Q==$|g==$|w==$/, 'B=='),
	'with more bytes after it': (signature) => `${signature}AAAA`,
	twice: (signature) => `${signature}${signature}`,
	'of zeros only': () => Buffer.alloc(256).toString('base64'),
	'as long as the modulus, but larger': () => Buffer.alloc(256, 0xff).toString('base64'),
	'with a character beyond ASCII': (signature) => `é${signature.slice(1)}`
})) {
	attack({
		name: `a signature ${name}`,
		async how(target) {
			const { headers, body, messageId } = target.sign();
			const signature = spelled(headers[signatureHeader]!);
			return target.send(webhookBytes({ headers: { ...headers, [signatureHeader]: signature }, body, messageId }));
		},
		answer: 401
	});
}

attack({
	name: 'a forged signature, by another key',
	how: (target) => target.deliver({ signWith: foreignKey }),
	answer: (answer) => expect(answer).toMatchObject(none)
});

attack({
	name: 'no signature',
	how: (target) => target.deliver({ headers: { [signatureHeader]: null } }),
	answer: 400
});

attack({
	name: 'the signature of another body',
	how: (target) =>
		target.deliver({ headers: { [signatureHeader]: target.sign({ content: 'another' }).headers[signatureHeader]! } }),
	answer: 401
});

attack({
	name: 'two signatures in two headers, one of them valid',
	how(target) {
		const webhook = target.sign();
		return target.send(webhookBytes(webhook, [[signatureHeader, 'AAAA']]));
	},
	answer: 401
});

for (const [name, value] of [
	['Kick-Event-Message-Id', 'another-id'],
	['Kick-Event-Message-Timestamp', '2020-01-01T00:00:00Z']
] as const) {
	attack({
		name: `a genuine delivery with another ${name}`,
		how: (target) => target.deliver({ headers: { [name]: value } }),
		answer: 401
	});
}

attack({
	name: 'moved dots between id, time and body',
	how(target) {
		const { headers, body, messageId } = target.sign({ messageId: 'one.two', timestamp: 'three' });
		const moved = { ...headers, 'Kick-Event-Message-Id': 'one', 'Kick-Event-Message-Timestamp': 'two.three' };
		return target.send(webhookBytes({ headers: moved, body, messageId }));
	},
	// The signed bytes are the same, so the signature is valid. But the time is unreadable.
	answer: 200,
	stores: { events: 1 }
});

for (const [name, changed] of Object.entries<(body: Buffer) => Buffer>({
	'one byte changed': (body) => Buffer.from(body.toString().replace('hello', 'hellO')),
	'one byte more': (body) => Buffer.concat([body, Buffer.from(' ')]),
	'one byte less': (body) => body.subarray(0, -1),
	'the same JSON in another format': (body) => Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)),
	'a byte order mark before it': (body) => Buffer.from(`\uFEFF${body}`),
	'no content': () => Buffer.alloc(0)
})) {
	attack({
		name: `a genuine delivery whose body has ${name}`,
		how(target) {
			const { headers, body, messageId } = target.sign();
			return target.send(webhookBytes({ headers, body: changed(body), messageId }));
		},
		answer: 401
	});
}

attack({
	name: 'the same delivery 50 times',
	async how(target) {
		const bytes = webhookBytes(target.sign({ content: 'only once' }));
		return (await Promise.all(Array.from({ length: 50 }, () => target.send(bytes)))).flat();
	},
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['only once']
});

attack({
	name: 'a repeated delivery with another type and version, which Kick does not sign',
	async how(target) {
		const { headers, body, messageId } = target.sign({ content: 'once' });
		const other = { ...headers, 'Kick-Event-Type': 'channel.followed', 'Kick-Event-Version': '2' };
		return [
			...(await target.send(webhookBytes({ headers, body, messageId }))),
			...(await target.send(webhookBytes({ headers: other, body, messageId })))
		];
	},
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['once']
});

attack({
	name: 'an old delivery that the bot no longer knows: its age reveals it',
	async how(target) {
		const webhook = target.sign({ content: 'long ago', timestamp: new Date(Date.now() - 11 * 60_000) });
		return target.send(webhookBytes(webhook));
	},
	answer: 200,
	stores: { events: 1 }
});

attack({
	name: 'an id used by forged deliveries before its genuine delivery arrives',
	async how(target) {
		const messageId = `poisoned-${crypto.randomUUID()}`;
		const poison = [
			await target.deliver({ messageId, signWith: foreignKey }),
			await target.deliver({ messageId, headers: { [signatureHeader]: 'AAAA' } })
		];
		return { poison, genuine: await target.deliver({ messageId, content: 'genuine' }) };
	},
	answer({ poison, genuine }) {
		expect(poison.map(({ status }) => status)).toEqual([401, 401]);
		expect(genuine.status).toBe(200);
	},
	stores: { events: 1, deliveries: 1 },
	announces: ['genuine']
});

attack({
	name: '500 forged deliveries at once, with a pinned key: Kick is not asked for another key',
	async how(target) {
		// A late signed event also makes the bot request this address, to learn the time at Kick.
		const before = keyFetches(target);
		const answers = await Promise.all(Array.from({ length: 500 }, () => target.deliver({ signWith: foreignKey })));
		return { answers, fetches: keyFetches(target) - before };
	},
	answer({ answers, fetches }) {
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
		expect(fetches).toBe(0);
	}
});
