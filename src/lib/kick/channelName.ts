import { err, ok, type Result } from '@sapphire/result';
import { KickError } from './errors.js';

/** Kick's limit for names and slugs. */
const ChannelName = /^[A-Za-z0-9_-]{1,25}$/;
const ChannelAddress = /^(?:https?:\/\/)?(?:www\.|m\.)?kick\.com\/+([^/?#]*)/i;
/** Long enough for any address of a channel with a query. */
const LongestInput = 500;

export function isChannelName(text: string): boolean {
	return ChannelName.test(text);
}

/**
 * Reads what people type or paste as a channel: `Name`, `@Name`, `kick.com/name`, `https://kick.com/name?x`.
 *
 * @returns The name as written, upper and lower case kept; `channel_not_found` when it cannot be one.
 */
export function parseChannelName(input: string): Result<string, KickError> {
	const text = input.length > LongestInput ? '' : input.trim();
	const name = (ChannelAddress.exec(text)?.[1] ?? text).replace(/^@/, '');
	return isChannelName(name)
		? ok(name)
		: err(
				new KickError(
					'channel_not_found',
					'That is no name of a Kick channel. Give it as in the address kick.com/name: at most 25 letters, digits, _ and -.'
				)
			);
}

/**
 * Slugs that the channel of a name may have, the likeliest first: most names with `_` have a slug with `-`, some keep it.
 */
export function slugCandidates(name: string): string[] {
	const slug = name.toLowerCase();
	return [...new Set([slug, slug.replaceAll('_', '-'), slug.replaceAll('-', '_')])];
}
