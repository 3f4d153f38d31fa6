import { hostname } from 'node:os';

const startedAt = Date.now() - process.uptime() * 1_000;

/**
 * Whether a lease's owner was a process of this machine that is gone: after a crash nobody has to wait then.
 *
 * @param renewedAt Milliseconds since 1970. In a container the new process often has the id of the dead one; but nobody
 * of that id has renewed anything since this one started.
 */
export function isDeadNeighbour(owner: string, renewedAt: number): boolean {
	const [host, pid] = owner.split('/');
	if (host !== hostname() || !pid || renewedAt >= startedAt) return false;
	if (Number(pid) === process.pid) return true;
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return Reflect.get(Object(error), 'code') === 'ESRCH';
	}
}
