import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { OutgoingProxies } from '../../../src/lib/config/OutgoingProxies.js';
import { type Environment, Variables } from '../../../src/lib/config/Variables.js';

const read = (environment: Environment) => OutgoingProxies.read(new Variables(environment));
const proxy = 'http://proxy:3128';

it.each<[string, Environment, string | null]>([
	['https://api.kick.com', {}, null],
	['https://api.kick.com', { HTTPS_PROXY: proxy }, `${proxy}/`],
	['https://api.kick.com', { HTTPS_PROXY: '"proxy:3128"' }, `${proxy}/`],
	['wss://ws.kick.com/app', { HTTPS_PROXY: proxy }, `${proxy}/`],
	['http://localhost:4000', { HTTPS_PROXY: proxy }, null],
	['https://api.kick.com', { HTTP_PROXY: proxy }, null],
	['ws://localhost:4000', { HTTP_PROXY: proxy }, `${proxy}/`],
	['https://api.kick.com', { HTTPS_PROXY: proxy, https_proxy: 'http://other' }, 'http://other/']
])('%s with %o uses the proxy %s', (address, environment, expected) => {
	expect(read(environment).urlFor(address)).toBe(expected);
});

it.each<[string, string, boolean]>([
	['api.kick.com', 'https://api.kick.com', true],
	['kick.com', 'https://api.kick.com', true],
	['.kick.com', 'https://api.kick.com', true],
	['*.kick.com', 'https://api.kick.com', true],
	['kick.com', 'https://notkick.com', false],
	['KICK.com', 'https://kick.com', true],
	['kick.com:443', 'https://kick.com', true],
	['kick.com:80', 'https://kick.com', false],
	['*', 'https://kick.com', true],
	['a.example, localhost 127.0.0.1', 'http://localhost:4000', true],
	['a.example, localhost 127.0.0.1', 'http://127.0.0.1:4000', true],
	['::1', 'http://[::1]:4000', true],
	['[::1]:4000', 'http://[::1]:4000', true],
	['[::1]:80', 'http://[::1]:4000', false],
	['', 'https://kick.com', false]
])('NO_PROXY=%s: %s goes directly: %s', (NO_PROXY, address, isDirect) => {
	for (const name of ['NO_PROXY', 'no_proxy']) {
		const proxies = read({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, [name]: NO_PROXY });
		expect(proxies.urlFor(address)).toBe(isDirect ? null : `${proxy}/`);
	}
});

it('prints no password of a proxy when it is inspected', () => {
	const proxies = read({ HTTPS_PROXY: 'http://user:secret-word@proxy:3128' });
	expect(proxies.urlFor('https://kick.com')).toContain('secret-word');
	expect(inspect(proxies, { depth: 10, showHidden: true }) + JSON.stringify(proxies)).not.toContain('secret-word');
});
