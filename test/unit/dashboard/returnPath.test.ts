import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPath } from '../../../src/lib/dashboard/login/DiscordLogin.js';

const dashboard = 'https://bot.example.com/api/dashboard';

describe('the path to return to after a login', () => {
	it.each([
		['/api/dashboard/123/settings', '/api/dashboard/123/settings'],
		['/api/dashboard/123/log?type=chat&page=2#top', '/api/dashboard/123/log?type=chat&page=2'],
		['/api/dashboard', '/api/dashboard'],
		['/api/dashboard/../dashboard/1', '/api/dashboard/1'],
		[null, '/api/dashboard'],
		['', '/api/dashboard'],
		['/', '/api/dashboard'],
		['/api/dashboards', '/api/dashboard'],
		['/api/dashboard/../../auth/kick', '/api/dashboard'],
		['/api/dashboard/%2e%2e/metrics', '/api/dashboard'],
		['https://bot.example.com/api/dashboard/1', '/api/dashboard'],
		['https://evil.example/api/dashboard/1', '/api/dashboard'],
		['//evil.example/api/dashboard/1', '/api/dashboard'],
		['/\\evil.example/api/dashboard/1', '/api/dashboard'],
		['/\t/evil.example/api/dashboard/1', '/api/dashboard'],
		['/api/dashboard/login?to=/api/dashboard', '/api/dashboard'],
		['/api/dashboard/callback?code=1', '/api/dashboard'],
		[`/api/dashboard/1?a=${'b'.repeat(2_000)}`, '/api/dashboard']
	])('for %s is %s', (wanted, path) => {
		expect(returnPath(wanted, dashboard)).toBe(path);
	});

	it('is one of the dashboard, whatever is requested', () => {
		const piece = fc.oneof(
			fc.constantFrom('/', '\\', '..', '//', '@', '%2f', 'api', 'dashboard', '?', '#', '\n'),
			fc.string()
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const url = new URL(returnPath(`/${pieces.join('')}`, dashboard), dashboard);
				expect(url.origin).toBe('https://bot.example.com');
				expect(`${url.pathname}/`.startsWith('/api/dashboard/')).toBe(true);
			})
		);
	});
});
