import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '@sapphire/result';
import type { AppTokens } from '../accounts/AppTokens.js';
import { KickError } from '../kick/errors.js';
import { type KickChannel, type KickRestClient, slugCandidates } from '../kick/index.js';

const LiveLimitMs = 2_000;

/** Finds channels by the official API, with the app's own token. */
export class ChannelLookup {
	public constructor(
		private readonly rest: Pick<KickRestClient, 'getChannelsBySlug' | 'getChannelsByUserId'>,
		private readonly appTokens: AppTokens
	) {}

	/** By name, also where `_` became `-` in the slug. Kick answers an unknown slug with an empty list. */
	public async byName(name: string): Promise<Result<KickChannel, KickError>> {
		const candidates = slugCandidates(name);
		const answer = await this.appTokens.call((token) => this.rest.getChannelsBySlug(token, candidates));
		if (answer.isErr()) return err(answer.unwrapErr());
		const channels = answer.unwrap();
		const best = candidates
			.map((slug) => channels.find((channel) => channel.slug.toLowerCase() === slug))
			.find((channel) => channel !== undefined);
		return best ? ok(best) : err(channelNotFound(name));
	}

	/** `null` when Kick does not say so within two seconds. */
	public async isLive(userId: number): Promise<boolean | null> {
		const unknown = pause(LiveLimitMs, null, { ref: false });
		const answer = this.byUserId(userId).then((channel) =>
			channel.match({ ok: ({ isLive }) => isLive, err: () => null })
		);
		return Promise.race([answer, unknown]);
	}

	public async byUserId(userId: number): Promise<Result<KickChannel, KickError>> {
		const answer = await this.appTokens.call((token) => this.rest.getChannelsByUserId(token, [userId]));
		if (answer.isErr()) return err(answer.unwrapErr());
		const channel = answer.unwrap().find(({ broadcasterUserId }) => broadcasterUserId === userId);
		return channel ? ok(channel) : err(channelNotFound(String(userId)));
	}
}

function channelNotFound(name: string): KickError {
	return new KickError(
		'channel_not_found',
		`Could not find channel "${name}" on Kick. Check the name in the address of the channel's page, then run /kick channel.`
	);
}
