import { describe, expect, it } from 'vitest';
import type { Fault, SimulatedKick } from '../../../../sandbox/kick/index.js';
import { call, startKick } from './support.js';

const Route = 'POST /public/v1/chat';

async function start() {
	const kick = await startKick();
	kick.addStreamer('streamerone');
	return { kick, token: kick.oauth.issueTokens('streamerone').accessToken };
}

function post(kick: SimulatedKick, token: string) {
	return call(kick, Route, { token, body: { type: 'bot', content: 'hello' } });
}

describe('faults', () => {
	it.each<[string, Fault, number, string]>([
		['html403', 'html403', 403, '<!DOCTYPE html>'],
		['edge403', 'edge403', 403, 'Request blocked by security policy.'],
		['empty400', 'empty400', 400, ''],
		['rateLimited', 'rateLimited', 429, 'Too many requests'],
		['serverError', 'serverError', 500, 'Internal server error'],
		['any answer as text', { status: 418, body: 'teapot' }, 418, 'teapot'],
		['any answer as JSON', { status: 403, body: { data: 'User not authenticated' } }, 403, 'User not authenticated'],
		['any answer without a body', { status: 502 }, 502, '']
	])('answer with %s, once, and do nothing', async (_, fault, status, text) => {
		const { kick, token } = await start();
		kick.faults.next(Route, fault);
		const failed = await post(kick, token);
		expect(failed.status).toBe(status);
		if (text === '') expect(failed.text).toBe('');
		else expect(failed.text).toContain(text);
		expect(kick.chat()).toEqual([]);
		expect((await post(kick, token)).status).toBe(200);
	});

	it('limit the rate with and without Retry-After', async () => {
		const { kick, token } = await start();
		kick.faults.next(Route, 'rateLimited', { fault: 'rateLimited', retryAfterSeconds: 3 });
		expect((await post(kick, token)).headers).not.toHaveProperty('retry-after');
		expect((await post(kick, token)).headers['retry-after']).toBe('3');
	});

	it('cut the connection before or after the action', async () => {
		const { kick, token } = await start();
		kick.faults.next(Route, 'cut', { fault: 'cut', applied: true });
		await expect(post(kick, token)).rejects.toThrow();
		expect(kick.chat()).toHaveLength(0);
		await expect(post(kick, token)).rejects.toThrow();
		expect(kick.chat()).toHaveLength(1);
	});

	it('break off an answer after the action', async () => {
		const { kick, token } = await start();
		kick.faults.next(Route, 'half');
		await expect(post(kick, token)).rejects.toThrow();
		expect(kick.chat()).toHaveLength(1);
	});

	it('break off an answer without a body within its head', async () => {
		const { kick, token } = await start();
		const { messageId } = await kick.viewer('ana').says('bad');
		kick.faults.next('DELETE /public/v1/chat/:id', 'half');
		await expect(call(kick, `DELETE /public/v1/chat/${messageId}`, { token })).rejects.toThrow();
		expect(kick.chat()).toEqual([]);
	});

	it('leave a request without an answer until the end', async () => {
		const { kick, token } = await start();
		kick.faults.next(Route, { fault: 'timeout', applied: true });
		const answer = expect(post(kick, token)).rejects.toThrow();
		const recorded = await kick.waitForCall(({ path }) => path === '/public/v1/chat');
		expect(recorded.status).toBeNull();
		expect(kick.chat()).toHaveLength(1);
		await kick.stop();
		await answer;
	});

	it('hold an answer as long as a test needs', async () => {
		const { kick, token } = await start();
		let release = () => {};
		kick.faults.next(Route, { until: new Promise<void>((resolve) => (release = resolve)) });
		const answer = post(kick, token);
		expect((await post(kick, token)).status).toBe(200);
		expect(kick.chat()).toHaveLength(1);
		release();
		expect((await answer).status).toBe(200);
	});

	it('stay until they are cleared, and come after those of the next request', async () => {
		const { kick, token } = await start();
		kick.faults.always(Route, 'serverError');
		kick.faults.next(Route, 'empty400');
		expect((await post(kick, token)).status).toBe(400);
		expect((await post(kick, token)).status).toBe(500);
		expect((await post(kick, token)).status).toBe(500);
		expect((await call(kick, 'GET /public/v1/users', { token })).status).toBe(200);
		kick.faults.clear();
		expect((await post(kick, token)).status).toBe(200);
	});

	it('need a method and a path', async () => {
		const { kick } = await start();
		expect(() => kick.faults.next('/public/v1/chat', 'cut')).toThrow("A route is 'METHOD /path'");
	});
});
