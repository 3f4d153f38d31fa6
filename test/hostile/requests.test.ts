import { expect } from 'vitest';
import { underAttack } from './support/attack.js';
import type { RawAnswer } from './support/readAnswers.js';
import { requestBytes, webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

/** Request for the health page, hidden where a careless server would read a second request. */
const Hidden = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

const statuses = (answers: readonly RawAnswer[]) => answers.map(({ status }) => status);

/** Sends bytes and waits for the end of the connection, so that a second answer would be noticed. */
async function sendWhole(target: Target, bytes: Buffer): Promise<RawAnswer[]> {
	const connection = await target.connect();
	connection.write(bytes).end();
	await connection.closed;
	return connection.answers(2);
}

for (const [name, headers, body] of [
	[
		'a length and chunks',
		[
			['Content-Length', '4'],
			['Transfer-Encoding', 'chunked']
		],
		`0\r\n\r\n${Hidden}`
	],
	[
		'chunks and a length',
		[
			['Transfer-Encoding', 'chunked'],
			['Content-Length', '5']
		],
		`0\r\n\r\n${Hidden}`
	],
	[
		'two lengths',
		[
			['Content-Length', '0'],
			['Content-Length', String(Hidden.length)]
		],
		Hidden
	],
	['two lengths in one header', [['Content-Length', `0, ${Hidden.length}`]], Hidden],
	['chunks that are not the last encoding', [['Transfer-Encoding', 'chunked, identity']], `0\r\n\r\n${Hidden}`],
	['an encoding that only looks like chunks', [['Transfer-Encoding', 'xchunked']], `0\r\n\r\n${Hidden}`],
	['chunks after a vertical tab', [['Transfer-Encoding', '\vchunked']], `0\r\n\r\n${Hidden}`],
	['a space before the colon', [['Transfer-Encoding ', 'chunked']], `0\r\n\r\n${Hidden}`],
	[
		'a header on two lines',
		[
			['Transfer-Encoding', '\r\n chunked'],
			['Content-Length', '5']
		],
		`0\r\n\r\n${Hidden}`
	],
	['a line end in a header', [['X', 'a\nContent-Length: 0']], Hidden],
	['a lone carriage return in a header', [['X', 'a\rContent-Length: 0']], Hidden],
	['a NUL in a header', [['X', 'a\0b']], Hidden],
	['a chunk size with a sign', [['Transfer-Encoding', 'chunked']], `+5\r\nhello\r\n0\r\n\r\n${Hidden}`],
	[
		'a chunk size that overflows',
		[['Transfer-Encoding', 'chunked']],
		`fffffffffffffffff\r\nhello\r\n0\r\n\r\n${Hidden}`
	],
	['a chunk that ends with a bare line feed', [['Transfer-Encoding', 'chunked']], `5\r\nhello\n0\r\n\r\n${Hidden}`]
] as const) {
	attack({
		name: `a request smuggled by ${name}: nothing after it is treated as a request`,
		how: (target) => sendWhole(target, requestBytes({ headers, body })),
		answer: (answers) => expect(statuses(answers)).toEqual([400])
	});
}

attack({
	name: 'a second request in the body of the first',
	how: (target) =>
		sendWhole(target, requestBytes({ headers: [['Content-Length', String(Hidden.length)]], body: Hidden })),
	answer: (answers) => expect(statuses(answers)).toEqual([400])
});

for (const [name, bytes] of Object.entries({
	'random bytes': Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256)),
	'the beginning of TLS': Buffer.from('160301020001000001fc0303', 'hex'),
	'the preface of HTTP/2': Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
	'HTTP/0.9': Buffer.from('GET /health\r\n\r\n'),
	'an unknown version': requestBytes({ line: 'GET /health HTTP/9.9' }),
	'an unknown method': requestBytes({ line: 'KICK /webhooks/kick HTTP/1.1' }),
	'no host': Buffer.from('GET /health HTTP/1.1\r\n\r\n')
})) {
	attack({
		name: `${name} in place of a request`,
		how: (target) => sendWhole(target, bytes),
		answer: (answers) => expect(answers.every(({ status }) => status === 400)).toBe(true)
	});
}

attack({
	name: 'the method CONNECT, as to a proxy: closed without an answer',
	how: (target) => sendWhole(target, requestBytes({ line: 'CONNECT kick.com:443 HTTP/1.1' })),
	answer: (answers) => expect(answers).toEqual([])
});

for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
	attack({
		name: `the method ${method} on the webhook, with a valid signature`,
		async how(target) {
			const { headers, body } = target.sign();
			const line = `${method} /webhooks/kick HTTP/1.1`;
			const parts = { line, headers: [...Object.entries(headers), ['Content-Length', String(body.length)]] as const };
			return (await sendWhole(target, requestBytes({ ...parts, body }))).slice(0, 1);
		},
		answer: 405
	});
}

attack({
	name: 'a header that overrides the method',
	how: (target) =>
		target.send(requestBytes({ line: 'GET /webhooks/kick HTTP/1.1', headers: [['X-HTTP-Method-Override', 'POST']] })),
	answer: 405
});

for (const path of [
	'/webhooks/kick/../kick',
	'/webhooks/%6bick',
	'/WEBHOOKS/KICK',
	'/webhooks/kick;a=b',
	'/webhooks\\kick',
	'/__proto__',
	'/constructor/prototype',
	'/webhooks/kick/%00',
	`/${'a/'.repeat(5_000)}`,
	'*'
]) {
	attack({
		name: `the webhook at the path ${path.slice(0, 30)}`,
		async how(target) {
			const { headers, body } = target.sign();
			const line = `POST ${path} HTTP/1.1`;
			const all = [...Object.entries(headers), ['Content-Length', String(body.length)]] as const;
			return target.send(requestBytes({ line, headers: all, body }));
		},
		answer: 404
	});
}

attack({
	name: 'an upgrade to WebSocket on the webhook',
	how: (target) =>
		target.send(
			webhookBytes(target.sign(), [
				['Connection', 'Upgrade'],
				['Upgrade', 'websocket']
			])
		),
	// The bot upgrades no connection, so this is a delivery like any other.
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['hello']
});

attack({
	name: 'an expectation that cannot be met',
	how: (target) => target.send(webhookBytes(target.sign(), [['Expect', 'the impossible']])),
	answer: 417
});

attack({
	name: 'another host in every header that proxies use',
	async how(target) {
		const address = new URL(await target.world.linkAddress(target.community.manager));
		const headers = [
			['Host', 'evil.example'],
			['X-Forwarded-Host', 'evil.example'],
			['X-Forwarded-Proto', 'javascript'],
			['X-Original-URL', '/health'],
			['Forwarded', 'host=evil.example;proto=http'],
			['Origin', 'https://evil.example']
		] as const;
		const body = String(new URLSearchParams({ state: address.searchParams.get('state') ?? '' }));
		const form = [
			['Content-Type', 'application/x-www-form-urlencoded'],
			['Content-Length', String(body.length)]
		] as const;
		return [
			...(await target.send(requestBytes({ line: `GET ${address.pathname}${address.search} HTTP/1.1`, headers }))),
			...(await target.send(
				requestBytes({
					line: `POST ${address.pathname} HTTP/1.1`,
					headers: [...headers.filter(([name]) => name !== 'Origin'), ['Origin', target.world.url], ...form],
					body
				})
			))
		];
	},
	answer([page, answer]) {
		expect([page?.status, answer?.status]).toEqual([200, 303]);
		expect(JSON.stringify(page)).not.toContain('evil.example');
		expect(JSON.stringify(answer)).not.toContain('evil.example');
		expect(Object.keys(answer?.headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual([]);
	},
	stores: { linkStates: 1 },
	after({ world }, [, answer]) {
		const target = new URL(answer?.headers.location ?? '');
		expect(target.searchParams.get('redirect_uri')).toBe(`${world.url}/auth/kick/callback`);
	}
});

attack({
	name: 'an address with another host in the request line',
	how: (target) => target.send(requestBytes({ line: 'GET http://evil.example/auth/kick HTTP/1.1' })),
	answer: 404
});

attack({
	name: 'two hosts, which are both ignored',
	how: (target) =>
		target.send(
			requestBytes({
				line: 'GET /health HTTP/1.1',
				headers: [
					['Host', 'localhost'],
					['Host', 'evil']
				]
			})
		),
	answer: 200
});

attack({
	name: 'a cookie that cannot be decoded',
	how: (target) => target.send(requestBytes({ line: 'GET /health HTTP/1.1', headers: [['Cookie', 'a=%zz; =; ;;']] })),
	answer: 200
});

for (const [name, headers] of [
	['a header of 100 KB', [['X', 'x'.repeat(100_000)]]],
	['5,000 headers', Array.from({ length: 5_000 }, (_, index) => [`X-${index}`, 'x'] as const)],
	['a header name of 20 KB', [['x'.repeat(20_000), 'x']]]
] as const) {
	attack({
		name: `a flood of headers: ${name}`,
		how: (target) => target.send(requestBytes({ headers })),
		answer: 431
	});
}

attack({
	name: 'an address of 100 KB',
	how: (target) => target.send(requestBytes({ line: `GET /auth/kick?state=${'x'.repeat(100_000)} HTTP/1.1` })),
	answer: 431
});
