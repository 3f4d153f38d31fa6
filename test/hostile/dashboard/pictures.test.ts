import { container } from '@sapphire/framework';
import { expect } from 'vitest';
import { HttpStub, type Reply, raw, silence } from '../../support/HttpStub.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { underAttack } from '../support/attack.js';
import { logInManager } from '../support/logInManager.js';
import { html, Picture, picture, pictureHosts } from '../support/pictureHosts.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

/** Discord's CDN or Kick's file host, or an impostor, and a server that must get no request. */
const host = await stopAfterAll(HttpStub.start());
const inside = await stopAfterAll(HttpStub.start());
inside.reply(raw(200, 'secret', { 'content-type': 'image/png' }));

const { attack, target } = await underAttack({
	DISCORD_CDN_BASE_URL: `${host.baseUrl}/cdn`,
	KICK_FILES_BASE_URL: host.baseUrl
});
const visitor = await logInManager(target);
const { pictures } = container.kick.dashboard!;

const KiB = 1_024;
const Hash = '0123456789abcdef0123456789abcdef';
let next = 1_000;
/** Returns an id that was not requested yet. */
const unknownId = () => String(next++);
const asked = () => [...host.requests.splice(0), ...inside.requests.splice(0)].map(({ path }) => path);

/** Returns the path of a signed picture of Kick, below the dashboard. */
const kickPath = (url: string) => pictures.kickAddress(url)?.slice('/dashboard/'.length) ?? '';

/** The addresses of pictures: path below the dashboard, path at the host, and the largest picture in bytes. */
const kinds = {
	'a server': () => {
		const id = unknownId();
		return { path: `pictures/servers/${id}/${Hash}`, at: `/cdn/icons/${id}/${Hash}.webp`, maxBytes: 512 * KiB };
	},
	'a person': () => {
		const id = unknownId();
		return { path: `pictures/people/${id}/a_${Hash}`, at: `/cdn/avatars/${id}/a_${Hash}.webp`, maxBytes: 512 * KiB };
	},
	Kick: () => {
		const at = `/images/${unknownId()}.webp`;
		return { path: kickPath(`${host.baseUrl}${at}`), at, maxBytes: 2_048 * KiB };
	}
};

/** Requests a picture while its host answers like this. */
async function ask(reply: Reply, path: string): Promise<Response> {
	host.reply(reply);
	return visitor.get(path);
}

/** Sends exactly these bytes, which no client would send. */
const askRaw = (to: Target, path: string) =>
	to.send(requestBytes({ line: `GET /dashboard/${path} HTTP/1.1`, headers: [['Cookie', visitor.cookies]] }));

for (const [kind, create] of Object.entries(kinds)) {
	attack({
		name: `the picture of ${kind}: its own host gets the only request, without data of the person`,
		async how() {
			asked();
			const { path, at } = create();
			const answer = await ask(picture, path);
			expect(host.requests.map((request) => Object.keys(request.headers).sort())).toEqual([
				['accept', 'connection', 'host']
			]);
			expect(asked()).toEqual([at]);
			return { headers: Object.fromEntries(answer.headers), bytes: Buffer.from(await answer.arrayBuffer()) };
		},
		answer({ headers, bytes }) {
			expect(bytes).toEqual(Picture);
			expect(headers).toMatchObject({
				'cache-control': 'private, max-age=86400',
				'content-type': 'image/png',
				'x-content-type-options': 'nosniff',
				'content-security-policy': expect.stringContaining("default-src 'none'")
			});
		}
	});

	attack({
		name: `the picture of ${kind} without a login, and with a made-up session`,
		async how({ world }) {
			asked();
			host.reply(picture);
			const visitors = [new Visitor(world), Visitor.with(world, `${'a'.repeat(43)}.x`)];
			return Promise.all(visitors.map((one) => one.get(create().path)));
		},
		answer: 404,
		after: () => expect(asked()).toEqual([])
	});

	for (const [name, reply] of Object.entries(pictureHosts(inside.baseUrl))) {
		attack({
			name: `a host that ${name}, for ${kind}: there is no picture, and nothing of the answer is passed on`,
			async how() {
				const answer = await ask(reply, create().path);
				return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
			},
			answer: (seen) => expect(seen).toEqual({ status: 502, type: null, body: '' }),
			after: () => expect(inside.requests).toEqual([])
		});
	}

	attack({
		name: `a host that does not know the picture of ${kind}, and one that does afterwards: failures are not kept`,
		async how() {
			const { path } = create();
			const missing = await ask(raw(404, html, { 'content-type': 'text/html' }), path);
			return { missing: missing.status, found: (await ask(picture, path)).status };
		},
		answer: (seen) => expect(seen).toEqual({ missing: 404, found: 200 })
	});

	attack({
		name: `the largest picture of ${kind}, and one of a byte more, with and without a declared length`,
		async how() {
			const { path, maxBytes } = create();
			const webp = { 'content-type': 'image/webp' };
			const inChunks: Reply = (response) => {
				response.writeHead(200, webp);
				response.write(Buffer.alloc(maxBytes));
				response.end('x');
			};
			const larger = raw(200, Buffer.alloc(maxBytes + 1), webp);
			const statuses: number[] = [];
			for (const reply of [larger, inChunks, raw(200, Buffer.alloc(maxBytes), webp)]) {
				statuses.push((await ask(reply, path)).status);
			}
			return statuses;
		},
		answer: (statuses) => expect(statuses).toEqual([502, 502, 200])
	});

	attack({
		name: `a host that does not answer for ${kind}: the request times out`,
		how: () => ask(silence, create().path),
		answer: 502
	});
}

const foreignHashes = [
	`../${Hash}`,
	`..%2f${Hash}`,
	`${Hash}%2f..%2f1`,
	`${Hash}.webp`,
	`${Hash}?size=4096#`.replace('?', '%3f').replace('#', '%23'),
	`${Hash}%00`,
	`${Hash}%0d%0aHost:%20evil.example`,
	`a_a_${Hash}`,
	`b_${Hash}`,
	Hash.toUpperCase(),
	Hash.slice(1),
	`${Hash}0`,
	'%EF%BC%91'.repeat(32),
	'@evil.example',
	'http:%2f%2fevil.example',
	'__proto__'
];
for (const hash of foreignHashes) {
	attack({
		name: `the hash ${hash.slice(0, 60)}: no host gets a request`,
		async how(to) {
			asked();
			host.reply(picture);
			return (await Promise.all(['servers', 'people'].map((kind) => askRaw(to, `pictures/${kind}/1/${hash}`)))).flat();
		},
		answer: 404,
		after: () => expect(asked()).toEqual([])
	});
}

for (const id of ['0x10', '-1', '1'.repeat(21), '1%2f2', '..', '%2e%2e', '1;2', '@evil.example', '__proto__']) {
	attack({
		name: `the id ${id} of a server or a person: no host gets a request`,
		async how(to) {
			asked();
			host.reply(picture);
			return (
				await Promise.all(['servers', 'people'].map((kind) => askRaw(to, `pictures/${kind}/${id}/${Hash}`)))
			).flat();
		},
		answer: 404,
		after: () => expect(asked()).toEqual([])
	});
}

/** Addresses that the bot must not open, also when Kick names them. */
const forbidden = (own: string) => [
	'http://169.254.169.254/latest/meta-data/',
	'https://169.254.169.254/latest/meta-data/',
	inside.baseUrl,
	inside.baseUrl.replace('127.0.0.1', 'localhost'),
	`${own}/a.png`.replace('http://', 'http://user:pass@'),
	`${own}/a.png`.replace('http://', 'http://user@'),
	own.replace('127.0.0.1', '127.0.0.2'),
	'http://files.kick.com/a.png',
	'https://files.kick.com:8443/a.png',
	'https://user:pass@files.kick.com/a.png',
	'https://evil.example/a.png',
	'https://kick.com.evil.example/a.png',
	'https://evilkick.com/a.png',
	'https://kick.com./a.png',
	'https://kick.com@evil.example/a.png',
	'https://evil.example\\@kick.com/a.png',
	'https://evil.example#.kick.com',
	'https://evil.example/?.kick.com',
	'https://[::1]/a.png',
	'https://localhost/a.png',
	'https://0x7f000001/a.png',
	'//files.kick.com/a.png',
	'ftp://files.kick.com/a.png',
	'file:///etc/passwd',
	'data:image/png;base64,AAAA',
	'javascript:alert(1)',
	`https://files.kick.com/${'a'.repeat(3_000)}`,
	'',
	'null'
];

attack({
	name: 'addresses that Kick’s API must not lead to: pages get no address for them',
	how: async () => forbidden(host.baseUrl).filter((url) => pictures.kickAddress(url) !== null),
	answer: (signed) => expect(signed).toEqual([])
});

for (const url of forbidden(host.baseUrl)) {
	attack({
		name: `the picture ${url.slice(0, 60)} of Kick with the signature of another one: no host gets a request`,
		async how() {
			asked();
			host.reply(picture);
			const { searchParams } = new URL(kickPath(`${host.baseUrl}/a.png`), 'http://x');
			const sig = searchParams.get('sig') ?? '';
			return visitor.get(`pictures/kick?${new URLSearchParams({ url, sig })}`);
		},
		answer: 404,
		after: () => expect(asked()).toEqual([])
	});
}

attack({
	name: 'a picture of Kick with a forged, an empty and a missing signature, and with one of another use',
	async how() {
		asked();
		host.reply(picture);
		const url = `${host.baseUrl}/a.png`;
		const sig = new URL(kickPath(url), 'http://x').searchParams.get('sig') ?? '';
		const form = container.kick.dashboard!.forms.create((await sessionOf())!, url).split('.')[1] ?? '';
		const forged = [`A${sig.slice(1)}x`, sig.slice(1), sig.toUpperCase(), '', 'a'.repeat(43), form, `${sig}.${sig}`];
		const answers = forged.map((one) => visitor.get(`pictures/kick?${new URLSearchParams({ url, sig: one })}`));
		return Promise.all([
			...answers,
			visitor.get(`pictures/kick?${new URLSearchParams({ url })}`),
			visitor.get(`pictures/kick?${new URLSearchParams({ sig })}`),
			visitor.get('pictures/kick'),
			visitor.get(`pictures/kick?${new URLSearchParams({ url: `${url}?x=1`, sig })}`),
			visitor.get(`pictures/kick?${new URLSearchParams({ url: `${url}.`, sig })}`)
		]);
	},
	answer: 404,
	after: () => expect(asked()).toEqual([])
});

const sessionOf = () => container.kick.dashboard!.sessions.find(visitor.session);
