import { expect } from 'vitest';
import { HttpStub, type Reply, raw, silence } from '../../support/HttpStub.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { underAttack } from '../support/attack.js';
import { logInManager } from '../support/logInManager.js';
import { html, Picture, picture, pictureHosts } from '../support/pictureHosts.js';
import { requestBytes } from '../support/requestBytes.js';
import type { Target } from '../support/Target.js';
import { Visitor } from '../support/Visitor.js';

/** Kick's file host or an impostor, and a server that must get no request. */
const files = await stopAfterAll(HttpStub.start());
const inside = await stopAfterAll(HttpStub.start());
inside.reply(raw(200, 'secret', { 'content-type': 'image/png' }));

const { attack, target } = await underAttack({ KICK_FILES_BASE_URL: files.baseUrl });

const visitor = await logInManager(target);

let next = 1_000;
/** Returns the id of an emote that was not requested yet. */
const unknownEmote = () => String(next++);
const pathsAsked = () => files.requests.splice(0).map(({ path }) => path);

/** Requests an emote while the host answers like this. */
async function ask(reply: Reply, id = unknownEmote()): Promise<Response> {
	files.reply(reply);
	return visitor.get(`emotes/${id}`);
}

/** Sends exactly these bytes, which no client would send. */
const askRaw = (target: Target, path: string) =>
	target.send(requestBytes({ line: `GET /dashboard/emotes/${path} HTTP/1.1`, headers: [['Cookie', visitor.cookies]] }));

for (const id of [
	'1/../2',
	'../../health',
	'..',
	'%2e%2e%2f1',
	'..%2f1',
	'1%2ffullsize%3f',
	'1%00',
	'1%0d%0aHost:%20evil.example',
	'1\\..\\2',
	'1;2',
	'1%20',
	'-1',
	'+1',
	'0x10',
	'1e3',
	'1.5',
	'%EF%BC%91',
	'1'.repeat(21),
	'@evil.example',
	'//evil.example/1',
	'http:%2f%2fevil.example',
	'[::1]',
	'__proto__'
]) {
	attack({
		name: `the emote ${id}: no host gets a request`,
		async how(target) {
			files.reply(picture);
			return askRaw(target, id);
		},
		answer: 404,
		after: () => expect(pathsAsked()).toEqual([])
	});
}

attack({
	name: 'an emote with a query, which is not passed on',
	how: (target) => askRaw(target, `${next}?../../x&url=${inside.baseUrl}`),
	answer: 200,
	after() {
		expect(pathsAsked()).toEqual([`/emotes/${unknownEmote()}/fullsize`]);
		expect(inside.requests).toEqual([]);
	}
});

attack({
	name: 'emotes without a login, with a made-up session, and with a session that has ended',
	async how({ community, world }) {
		files.reply(picture);
		const ended = await Visitor.logIn(world, community.guild.addMember('gone'));
		const { session } = ended;
		await (await ended.open()).submit('Log out');
		const visitors = [new Visitor(world), Visitor.with(world, `${'a'.repeat(43)}.x`), Visitor.with(world, session)];
		return Promise.all(visitors.map((one) => one.get(`emotes/${unknownEmote()}`)));
	},
	answer: 404,
	stores: { usedForms: 1 },
	after: () => expect(pathsAsked()).toEqual([])
});

for (const [name, reply] of Object.entries(pictureHosts(inside.baseUrl))) {
	attack({
		name: `a file host that ${name}: there is no picture, and nothing of the answer is passed on`,
		async how() {
			const answer = await ask(reply);
			return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
		},
		answer: (seen) => expect(seen).toEqual({ status: 502, type: null, body: '' }),
		after: () => expect(inside.requests).toEqual([])
	});
}

attack({
	name: 'a file host that does not answer: the request times out, and meanwhile webhooks and pages are answered',
	async how(target) {
		const waiting = ask(silence);
		const page = await visitor.get(`${target.community.guild.id}/chat`);
		return { page: page.status, genuine: (await target.hears('meanwhile')).status, picture: (await waiting).status };
	},
	answer: (seen) => expect(seen).toEqual({ page: 200, genuine: 200, picture: 502 }),
	stores: { events: 1, deliveries: 1 },
	announces: ['meanwhile']
});

attack({
	name: 'a file host that does not know the emote',
	how: () => ask(raw(404, html, { 'content-type': 'text/html' })),
	answer: 404
});

attack({
	name: 'a file host that sends other headers: none is passed on, and the content type is normalized',
	async how() {
		const answer = await ask(
			raw(200, Picture, {
				'content-type': 'image/PNG; charset="x"',
				'set-cookie': 'kick_session=evil; Path=/',
				'content-security-policy': "script-src 'unsafe-inline'",
				'access-control-allow-origin': '*',
				'cache-control': 'public',
				'content-encoding': 'identity',
				'x-evil': '1',
				location: inside.baseUrl
			})
		);
		return { headers: Object.fromEntries(answer.headers), bytes: Buffer.from(await answer.arrayBuffer()) };
	},
	answer({ headers, bytes }) {
		expect(bytes).toEqual(Picture);
		expect(headers).toEqual({
			'cache-control': 'private, max-age=86400',
			connection: 'keep-alive',
			'content-length': '8',
			'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			'content-type': 'image/png',
			date: expect.any(String),
			'keep-alive': expect.any(String),
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff'
		});
	}
});

attack({
	name: '200 requests for one emote at once, and 200 more: the host gets one request, without data of the person',
	async how() {
		files.requests.length = 0;
		files.reply(picture);
		const id = unknownEmote();
		const all = () => Promise.all(Array.from({ length: 200 }, () => visitor.get(`emotes/${id}`)));
		return [...(await all()), ...(await all())];
	},
	answer: 200,
	after() {
		const [request, ...more] = files.requests;
		expect(more).toEqual([]);
		// The request contains nothing about the person.
		expect(Object.keys(request?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host']);
	}
});

/** A picture of 128 KiB counts 1 KiB more. */
const KeptPictures = Math.floor((24 * 1_024) / 129);

attack({
	name: '300 pictures of the maximum size: at most 24 MiB of them are kept',
	async how() {
		const large = raw(200, Buffer.alloc(128 * 1_024), { 'content-type': 'image/webp' });
		const ids = Array.from({ length: 300 }, unknownEmote);
		const statuses = new Set<number>();
		for (const id of ids) statuses.add((await ask(large, id)).status);
		files.requests.length = 0;
		// Newest first: emotes that are requested again replace others.
		for (const id of ids.toReversed()) await ask(large, id);
		return { statuses: [...statuses], askedAgain: files.requests.length };
	},
	answer: (seen) => expect(seen).toEqual({ statuses: [200], askedAgain: 300 - KeptPictures })
});
