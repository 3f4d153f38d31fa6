import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';

type Pages = Record<string, (response: ServerResponse, request: IncomingMessage) => void>;

/** One server under two names, which are two sites: `localhost` and `127.0.0.1`. */
async function serve(pages: Pages) {
	const server = createServer((request, response) => {
		const page = pages[`${request.method} ${request.url?.split('?')[0]}`];
		if (page) page(response, request);
		else response.writeHead(404).end('nothing here');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return { here: `http://localhost:${port}`, there: `http://127.0.0.1:${port}` };
}

const html = (text: string) => (response: ServerResponse) => response.setHeader('content-type', 'text/html').end(text);
const redirect = (status: number, location: string) => (response: ServerResponse) =>
	response.writeHead(status, { location }).end();
const echoCookies = (response: ServerResponse, { headers }: IncomingMessage) => response.end(headers.cookie ?? 'none');

async function echoBody(response: ServerResponse, request: IncomingMessage) {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	response.end(`${request.method} ${request.url} ${Buffer.concat(chunks)}`);
}

async function cookiesAfter(header: string | string[], path = '/') {
	const { here } = await serve({
		'GET /deep/set': (response) => response.setHeader('set-cookie', header).end(),
		[`GET ${path}`]: echoCookies
	});
	const browser = new Browser();
	await browser.open(`${here}/deep/set`);
	return (await browser.open(`${here}${path}`)).html;
}

it.each([
	[
		'the main part of a page',
		'<nav>Menu</nav><main><h1>Linked</h1><p>Close it.</p></main><footer>x</footer>',
		'Linked Close it.'
	],
	['the whole page without a main part', '<nav>Menu</nav><h1>Linked</h1>', 'Menu Linked']
])('mainText is the text of %s', async (_, body, text) => {
	const { here } = await serve({ 'GET /': html(body) });
	expect((await new Browser().open(here)).mainText).toBe(text);
});

describe('redirects', () => {
	it('are followed and remembered', async () => {
		const { here } = await serve({
			'GET /a': redirect(302, '/b?x=1'),
			'GET /b': redirect(301, 'c'),
			'GET /c': html('<head><title>no</title></head><h1>Done &amp; <b>dusted</b></h1><script>no()</script>')
		});
		const page = await new Browser().open(`${here}/a`);
		expect(page.history.map(({ url, status }) => [url, status])).toEqual([
			[`${here}/a`, 302],
			[`${here}/b?x=1`, 301],
			[`${here}/c`, 200]
		]);
		expect([page.url, page.status, page.text]).toEqual([`${here}/c`, 200, 'Done & dusted']);
		expect(page.headers['content-type']).toBe('text/html');
	});

	it('end after ten', async () => {
		const { here } = await serve({ 'GET /loop': redirect(302, '/loop') });
		await expect(new Browser().open(`${here}/loop`)).rejects.toThrow('More than 10 redirects');
	});

	it.each([
		[302, 'GET /end '],
		[303, 'GET /end '],
		[307, 'POST /end a=1'],
		[308, 'POST /end a=1']
	])('with %i after a POST go on as %s', async (status, received) => {
		const { here } = await serve({
			'GET /form': html('<form method=post action=/submit><input name=a value=1><button>Go</button></form>'),
			'POST /submit': redirect(status, '/end'),
			'GET /end': echoBody,
			'POST /end': echoBody
		});
		const form = await new Browser().open(`${here}/form`);
		expect((await form.submit('Go')).html).toBe(received);
	});
});

describe('forms and links', () => {
	it('send every field, what was typed, and the pressed button', async () => {
		const { here } = await serve({
			'GET /form': html(`<form method="POST" action="/to"><input type="hidden" name="id" value="a&quot;b">
				<input type="text" name="name" value="">
				<input type="checkbox" name="yes" checked><input type="checkbox" name="no">
				<textarea name="note">x &lt; y</textarea>
				<select name="pick"><option value="1">one</option><option value="2" selected>two</option></select>
				<button name="go" value="no">No</button> <button name="go" value="yes"> <b>Yes</b> </button></form>`),
			'POST /to': echoBody
		});
		const page = await (await new Browser().open(`${here}/form`)).submit('Yes', { name: 'Ana' });
		const sent = new URLSearchParams(page.html.replace('POST /to ', ''));
		expect(Object.fromEntries(sent)).toEqual({
			id: 'a"b',
			name: 'Ana',
			yes: 'on',
			note: 'x < y',
			pick: '2',
			go: 'yes'
		});
	});

	it('put the fields of a GET form into the address', async () => {
		const { here } = await serve({
			'GET /form': html(
				'<form action="/to?old=1"><input name="q" value="a b"><input type="submit" value="Find"></form>'
			),
			'GET /to': echoBody
		});
		const page = await (await new Browser().open(`${here}/form`)).submit('Find');
		expect(page.html).toBe('GET /to?q=a+b ');
	});

	it('are found by their text only', async () => {
		const { here } = await serve({ 'GET /dir/page': html('<a href="next?a=1&amp;b=2">Go <i>on</i></a>') });
		const page = await new Browser().open(`${here}/dir/page`);
		expect(page.link('Go on')).toBe(`${here}/dir/next?a=1&b=2`);
		expect((await page.click('Go on')).status).toBe(404);
		expect(() => page.link('Away')).toThrow("No link 'Away'");
		expect(() => page.submit('Away')).toThrow("No button 'Away'");
	});
});

describe('cookies', () => {
	it.each([
		['plain', 'a=1', '/deep/x', 'a=1'],
		['of the default path only there', 'a=1', '/deeper', 'none'],
		['of a path', 'a=1; Path=/', '/x', 'a=1'],
		['of a path that only starts alike', 'a=1; Path=/x', '/xy', 'none'],
		['Secure on loopback', 'a=1; Path=/; Secure; HttpOnly', '/x', 'a=1'],
		['__Host-', '__Host-a=1; Path=/; Secure', '/x', '__Host-a=1'],
		['__Host- without Secure', '__Host-a=1; Path=/', '/x', 'none'],
		['__Host- with another path', '__Host-a=1; Path=/x; Secure', '/x', 'none'],
		['__Host- with a domain', '__Host-a=1; Path=/; Secure; Domain=localhost', '/x', 'none'],
		['__Secure- without Secure', '__Secure-a=1; Path=/', '/x', 'none'],
		['of another domain', 'a=1; Path=/; Domain=example.org', '/x', 'none'],
		['SameSite=None without Secure', 'a=1; Path=/; SameSite=None', '/x', 'none'],
		['with Max-Age 0', 'a=1; Path=/; Max-Age=0', '/x', 'none'],
		['with time left', 'a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '/x', 'a=1'],
		['expired', 'a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '/x', 'none'],
		['without a name', '=1; Path=/', '/x', 'none']
	])('%s', async (_, header, path, sent) => {
		expect(await cookiesAfter(header, path)).toBe(sent);
	});

	it('replace those of the same name and path, and are deleted by age', async () => {
		expect(await cookiesAfter(['a=1; Path=/', 'a=2; Path=/', 'b=1; Path=/', 'b=; Path=/; Max-Age=0'])).toBe('a=2');
	});

	it('stay with their host', async () => {
		const { here, there } = await serve({
			'GET /set': (response) => response.setHeader('set-cookie', 'a=1; Path=/').end(),
			'GET /': echoCookies
		});
		const browser = new Browser();
		await browser.open(`${here}/set`);
		expect((await browser.open(`${there}/`)).html).toBe('none');
		expect(browser.cookies.all).toMatchObject([{ name: 'a', host: 'localhost', sameSite: 'lax', httpOnly: false }]);
	});

	it('with SameSite are sent from another site as in a browser', async () => {
		const cookies = ['strict', 'lax', 'none'].map((kind) => `${kind}=1; Path=/; Secure; SameSite=${kind}`);
		const { here, there } = await serve({
			'GET /set': (response) => response.setHeader('set-cookie', [...cookies, 'unsaid=1; Path=/']).end(),
			'GET /other': (response, request) => {
				const target = `http://localhost:${request.socket.localPort}`;
				html(`<a href="${target}/">Link</a><form method="post" action="${target}/"><button>Post</button></form>
					<form method="post" action="/back"><button>Allow</button></form>`)(response);
			},
			'POST /back': (response, request) => redirect(302, `http://localhost:${request.socket.localPort}/`)(response),
			'GET /': echoCookies,
			'POST /': echoCookies
		});
		const browser = new Browser();
		await browser.open(`${here}/set`);
		const other = await browser.open(`${there}/other`);

		expect((await browser.open(`${here}/`)).html).toBe('strict=1; lax=1; none=1; unsaid=1');
		expect((await other.click('Link')).html).toBe('lax=1; none=1; unsaid=1');
		expect((await other.submit('Post')).html).toBe('none=1');
		expect((await other.submit('Allow')).html).toBe('lax=1; none=1; unsaid=1');
	});
});
