import { hostname } from 'node:os';

/**
 * Whether a lease's owner was a process of this machine that is gone: after a crash nobody has to wait then.
 *
 * @param renewedAgoMs By the clock of the database. In a container the new process often has the id of the dead one; but no
 * process of that id has renewed anything since this one started.
 */
export function isDeadNeighbour(owner: string, renewedAgoMs: number): boolean {
	const [host, pid] = owner.split('/');
	if (host !== hostname() || !pid || renewedAgoMs <= process.uptime() * 1_000) return false;
	if (Number(pid) === process.pid) return true;
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return Reflect.get(Object(error), 'code') === 'ESRCH';
	}
}
