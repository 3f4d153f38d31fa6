import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPluginPath } from '../../../src/lib/http/pluginPaths.js';

describe('a path of the plugin', () => {
	it.each([
		['/webhooks/kick', '', true],
		['//webhooks//kick/?a=b', '', true],
		['/webhooks/kick/more', '', true],
		['/api/webhooks/kick', '/api/', true],
		['/webhooks/kick', 'api', false],
		['/webhooks', '', false],
		['/webhooks/kicks', '', false],
		['/WEBHOOKS/kick', '', false],
		['/?/webhooks/kick', '', false],
		['*', '', false],
		['', '', false]
	])('%s below "%s" is recognized: %s', (url, prefix, isOurs) => {
		expect(isPluginPath(url, prefix)).toBe(isOurs);
	});

	it('is recognized with any query, and no text causes an exception', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, prefix) => {
				expect(isPluginPath(`/webhooks/kick?${text}`, '')).toBe(true);
				expect(typeof isPluginPath(text, prefix)).toBe('boolean');
			})
		);
	});
});
