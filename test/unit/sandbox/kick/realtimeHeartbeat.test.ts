import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from '../../../../sandbox/kick/realtime/connections/Heartbeat.js';

const Times = { pingSeconds: 10, pongTimeoutSeconds: 30 };

function start(isSent: boolean) {
	const ping = vi.fn(() => isSent);
	const onDead = vi.fn();
	return { ping, onDead, heartbeat: new Heartbeat(Times, ping, onDead) };
}

describe('the heartbeat of a connection', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('pings once after silence, and gives up where nothing comes', () => {
		const { ping, onDead } = start(true);
		vi.advanceTimersByTime(39_999);
		expect([ping.mock.calls.length, onDead.mock.calls.length]).toEqual([1, 0]);
		vi.advanceTimersByTime(1);
		expect(onDead).toHaveBeenCalledOnce();
	});

	it('begins again with any message of the client', () => {
		const { ping, onDead, heartbeat } = start(true);
		vi.advanceTimersByTime(30_000);
		heartbeat.heard();
		vi.advanceTimersByTime(9_999);
		expect(ping).toHaveBeenCalledOnce();
		vi.advanceTimersByTime(1);
		expect(ping).toHaveBeenCalledTimes(2);
		expect(onDead).not.toHaveBeenCalled();
	});

	it('expects no answer to pings that were not sent, and tries again', () => {
		const { ping, onDead } = start(false);
		vi.advanceTimersByTime(100_000);
		expect(ping).toHaveBeenCalledTimes(10);
		expect(onDead).not.toHaveBeenCalled();
	});

	it('leaves no timer behind', () => {
		const { heartbeat } = start(true);
		heartbeat.ping();
		heartbeat.stop();
		expect(vi.getTimerCount()).toBe(0);
	});
});
