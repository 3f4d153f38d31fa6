import { describe, expect, it } from 'vitest';
import { decodeSegment, matchPath } from '../../../../sandbox/http/matchPath.js';

describe('matchPath', () => {
	it.each([
		['/chat', '/chat', {}],
		['/chat/:id', '/chat/7', { id: '7' }],
		[
			'/channels/{channel_id}/messages/{message_id}',
			'/channels/1/messages/%402',
			{
				channel_id: '1',
				message_id: '%402'
			}
		],
		['/chat/:id', '/chat/', { id: '' }],
		['/chat/:id', '/chat', null],
		['/chat/:id', '/chat/7/more', null],
		['/chat/:id', '/Chat/7', null]
	])('compares %s with %s', (pattern, path, params) => {
		expect(matchPath(pattern, path)).toEqual(params);
	});
});

describe('decodeSegment', () => {
	it('leaves malformed segments as they are', () => {
		expect([decodeSegment('%40original'), decodeSegment('%zz')]).toEqual(['@original', '%zz']);
	});
});
