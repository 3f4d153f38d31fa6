const Loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Returns whether a hostname of a URL is this machine. */
export function isLoopback(hostname: string): boolean {
	return Loopback.test(hostname);
}
