import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import {
	type AppTokens,
	type KickAccount,
	type KickChannel,
	type KickRestClient,
	slugCandidates
} from '../kick/index.js';

const NowLimitMs = 2_000;

/** Lookup of channels through the official API, with the app's own token. */
export class ChannelLookup {
	public constructor(
		private readonly rest: Pick<KickRestClient, 'getChannelsBySlug' | 'getChannelsByUserId' | 'getUsers'>,
		private readonly appTokens: AppTokens
	) {}

	/** Finds a channel by name, even if its slug has `-` for `_`. Kick answers an unknown slug with an empty list. */
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

	/** Returns the channel's current data, or `null` when Kick does not answer within two seconds. */
	public async now(userId: number): Promise<KickChannel | null> {
		const unknown = pause(NowLimitMs, null, { ref: false });
		return Promise.race([this.byUserId(userId).then((channel) => channel.unwrapOr(null)), unknown]);
	}

	/** Finds a channel by the owner's id, which stays the same when the channel is renamed. */
	public async byUserId(userId: number): Promise<Result<KickChannel, KickError>> {
		const answer = await this.appTokens.call((token) => this.rest.getChannelsByUserId(token, [userId]));
		if (answer.isErr()) return err(answer.unwrapErr());
		const channel = answer.unwrap().find(({ broadcasterUserId }) => broadcasterUserId === userId);
		return channel ? ok(channel) : err(accountWithoutChannel(userId));
	}

	/** Returns the name of an account as Kick shows it. */
	public async username(userId: number): Promise<Result<string | null, KickError>> {
		return (await this.account(userId)).map((account) => account?.username ?? null);
	}

	/** Returns the public data of an account. `null` if Kick does not know it. */
	public async account(userId: number): Promise<Result<KickAccount | null, KickError>> {
		const answer = await this.appTokens.call((token) => this.rest.getUsers(token, [userId]));
		return answer.map((accounts) => accounts.find((account) => account.userId === userId) ?? null);
	}
}

function channelNotFound(name: string): KickError {
	return new KickError(
		'channel_not_found',
		`Could not find channel "${name}" on Kick. Check the name in the address of the channel's page, ` +
			'then run /kick channel.'
	);
}

function accountWithoutChannel(userId: number): KickError {
	return new KickError(
		'channel_not_found',
		`Could not find channel: Kick shows none for the account with the id ${userId}. Check on Kick that it is not ` +
			'suspended, then try again. You can also set another channel with /kick channel.'
	);
}
