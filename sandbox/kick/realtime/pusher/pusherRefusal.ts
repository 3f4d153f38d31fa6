/** Reason to refuse a client. */
export interface Refusal {
	code: number;
	reason: string;
}

const Protocol = '7';

/**
 * Checks the address that a client asked for, as Pusher does.
 *
 * @param target Path and query.
 */
export function pusherRefusal(target: string, key: string): Refusal | null {
	const [path = '', query = ''] = target.split('?');
	const askedKey = path.slice('/app/'.length);
	const protocol = new URLSearchParams(query).get('protocol');
	if (askedKey === '' || askedKey.includes('/')) return { code: 4005, reason: 'Path not found' };
	if (askedKey !== key) return { code: 4001, reason: `There is no app with the key ${askedKey}` };
	if (protocol === null) return { code: 4008, reason: 'No protocol version supplied' };
	if (!/^\d+$/.test(protocol)) return { code: 4006, reason: 'Invalid version string format' };
	if (protocol !== Protocol) return { code: 4007, reason: `Unsupported protocol version ${protocol}` };
	return null;
}
