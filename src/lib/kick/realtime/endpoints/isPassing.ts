import type { KickError } from '../../errors.js';

/** Whether asking again may help soon. A "no" of Kick's stands for a while. */
export function isPassing({ code }: KickError): boolean {
	return code === 'network' || code === 'timeout' || code === 'kick_unavailable';
}
