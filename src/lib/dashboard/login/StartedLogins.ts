import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { TokenVault } from '../../crypto/TokenVault.js';

const LifetimeMs = 10 * 60_000;
const VaultContext = 'dashboard login';

const startedLogin = z.object({
	state: z.string(),
	verifier: z.string(),
	returnTo: z.string(),
	expiresAt: z.number()
});
export type StartedLogin = z.infer<typeof startedLogin>;

/** Logins that wait for Discord. Each is sealed in a cookie of its browser, so nothing is stored here. */
export class StartedLogins {
	public static readonly lifetimeSeconds = LifetimeMs / 1_000;

	public constructor(private readonly vault: TokenVault) {}

	/** @returns Login, and the value of the cookie that binds it to the browser. */
	public start(verifier: string, returnTo: string): { login: StartedLogin; cookie: string } {
		const state = randomBytes(32).toString('base64url');
		const login = { state, verifier, returnTo, expiresAt: Date.now() + LifetimeMs };
		const sealed = this.vault.seal(JSON.stringify(login), VaultContext);
		return { login, cookie: Buffer.from(sealed).toString('base64url') };
	}

	/** Returns this browser's login with the state, or `null` if there is none or it has expired. */
	public find(cookie: string | null, state: string | null): StartedLogin | null {
		const opened = cookie && this.vault.open(Buffer.from(cookie, 'base64url'), VaultContext);
		if (!opened || !state) return null;
		const login = startedLogin.parse(JSON.parse(opened));
		return login.expiresAt > Date.now() && equal(login.state, state) ? login : null;
	}
}

function equal(one: string, other: string): boolean {
	const [left, right] = [Buffer.from(one), Buffer.from(other)];
	return left.length === right.length && timingSafeEqual(left, right);
}
