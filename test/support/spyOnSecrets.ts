import { vi } from 'vitest';
import type { TestWorld } from './TestWorld.js';

/**
 * Notes everything that Kick issues from now on, and what the bot proves itself with.
 *
 * @returns What was noted so far, under its name.
 */
export function spyOnSecrets({ kick, discord }: TestWorld): () => Map<string, string> {
	const { tokens, requests } = kick.oauth;
	const pairs = [vi.spyOn(tokens, 'issueForUser'), vi.spyOn(tokens, 'rotate')];
	const apps = vi.spyOn(tokens, 'issueForApp');
	const codes = vi.spyOn(requests, 'issueCode');
	const redeemed = vi.spyOn(requests, 'redeem');
	return () => {
		const found = new Map([
			['Discord token', discord.token],
			['client secret', kick.app.clientSecret]
		]);
		const issued = pairs.flatMap(({ mock }) => mock.results).flatMap(({ value }) => value ?? []);
		for (const [index, pair] of issued.entries()) {
			found.set(`access token ${index}`, pair.accessToken);
			found.set(`refresh token ${index}`, pair.refreshToken);
		}
		for (const [index, { value }] of apps.mock.results.entries()) found.set(`app token ${index}`, value.accessToken);
		for (const [index, { value }] of codes.mock.results.entries()) found.set(`code ${index}`, value);
		for (const [index, [, verifier]] of redeemed.mock.calls.entries()) found.set(`PKCE verifier ${index}`, verifier);
		return found;
	};
}
