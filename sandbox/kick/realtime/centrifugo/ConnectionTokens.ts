import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../../http/parseJson.js';

const Claims = z.object({ sub: z.string(), exp: z.number() });
const Header = encode({ typ: 'JWT', alg: 'HS256' });

/** Connection tokens of Centrifugo's clients: JWTs signed by the site. */
export class ConnectionTokens {
	readonly #secret = randomBytes(32);

	public issue(clientId: string, lifetimeSeconds: number): string {
		const now = Date.now() / 1000;
		const content = `${Header}.${encode({ sub: clientId, iat: Math.floor(now), exp: now + lifetimeSeconds })}`;
		return `${content}.${this.#sign(content).toString('base64url')}`;
	}

	/** @returns Seconds until the token expires, 0 or less afterwards; `null` for a token of another issuer. */
	public secondsLeft(token: string): number | null {
		const [header, claims, signature, ...rest] = token.split('.');
		if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return null;

		const wanted = this.#sign(`${header}.${claims}`);
		const given = Buffer.from(signature, 'base64url');
		if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null;
		const parsed = Claims.safeParse(parseJson(Buffer.from(claims, 'base64url').toString()));
		return parsed.success ? parsed.data.exp - Date.now() / 1000 : null;
	}

	#sign(content: string): Buffer {
		return createHmac('sha256', this.#secret).update(content).digest();
	}
}

function encode(part: object): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}
