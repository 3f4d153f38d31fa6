import { vi } from 'vitest';
import type { TestWorld } from './TestWorld.js';

/**
 * Records every secret that Kick and Discord issue from now on, and the bot's own credentials.
 *
 * @returns Function that returns the secrets so far, by name.
 */
export function spyOnSecrets({ kick, discord }: TestWorld): () => Map<string, string> {
	const { tokens } = kick.oauth;
	const pairs = [vi.spyOn(tokens, 'issueForUser'), vi.spyOn(tokens, 'rotate')];
	const apps = vi.spyOn(tokens, 'issueForApp');
	const codes = vi.spyOn(kick.oauth.codes, 'issue');
	const redeemed = vi.spyOn(kick.oauth.codes, 'redeem');
	const { clientSecret, tokens: personTokens } = discord.oauth;
	const logins = vi.spyOn(personTokens, 'issue');
	const loginCodes = vi.spyOn(discord.oauth.codes, 'issue');
	const loggedIn = vi.spyOn(discord.oauth.codes, 'redeem');
	return () => {
		const found = new Map([
			['Discord token', discord.token],
			['Discord client secret', clientSecret],
			['client secret', kick.app.clientSecret]
		]);
		const issued = pairs.flatMap(({ mock }) => mock.results).flatMap(({ value }) => value ?? []);
		for (const [index, pair] of issued.entries()) {
			found.set(`access token ${index}`, pair.accessToken);
			found.set(`refresh token ${index}`, pair.refreshToken);
		}
		for (const [index, { value }] of apps.mock.results.entries()) found.set(`app token ${index}`, value.accessToken);
		for (const [index, { value }] of codes.mock.results.entries()) found.set(`code ${index}`, value);
		for (const [index, [, verifier = '']] of redeemed.mock.calls.entries())
			found.set(`PKCE verifier ${index}`, verifier);
		for (const [index, { value }] of logins.mock.results.entries()) found.set(`token of a person ${index}`, value);
		for (const [index, { value }] of loginCodes.mock.results.entries()) found.set(`code of a login ${index}`, value);
		for (const [index, [, verifier = '']] of loggedIn.mock.calls.entries())
			found.set(`PKCE verifier of a login ${index}`, verifier);
		return found;
	};
}
