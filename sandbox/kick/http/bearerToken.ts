import type { KickRequest } from './KickRequest.js';

export function bearerToken({ headers }: KickRequest): string | null {
	return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
}
