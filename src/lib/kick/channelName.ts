import { err, ok, type Result } from '@sapphire/result';
import { KickError } from './errors.js';

/** Kick's limit for names and slugs. */
const ChannelName = /^[A-Za-z0-9_-]{1,25}$/;
/** An address of Kick, with or without its scheme; Discord's `<…>` and words after it are no part of it. */
const KickAddress = /^<?(?:(?:https?:)?\/\/)?(?:www\.|m\.|player\.)?kick\.com(?=[/?#\s>]|$)([^?#\s>]*)/i;
/** Long enough for any address of a channel with a query. */
const MaxInputLength = 500;

/** First words of Kick's addresses that name no channel. */
const PageWords = new Set([
	'about',
	'api',
	'browse',
	'categories',
	'category',
	'chatroom',
	'clip',
	'clips',
	'community-guidelines',
	'dashboard',
	'dmca-policy',
	'drops',
	'following',
	'help',
	'login',
	'privacy-policy',
	'search',
	'settings',
	'signup',
	'subscriptions',
	'terms-of-service',
	'video',
	'videos'
]);

const NoName =
	'That is no name of a Kick channel. Give it as in the address kick.com/name: at most 25 letters, digits, _ and -.';
const NoChannelPage =
	'That address is not the page of a channel. Give the name of the channel, or its address: kick.com/name.';

export function isChannelName(text: string): boolean {
	return ChannelName.test(text);
}

/**
 * Reads what people type or paste as a channel: `Name`, `@Name`, or an address such as `kick.com/name`,
 * `https://kick.com/name/videos?x` and `https://kick.com/popout/name/chat`.
 *
 * @returns The name as written, upper and lower case kept; `channel_not_found` when it cannot be one, or when the address is
 * not the page of a channel.
 */
export function parseChannelName(input: string): Result<string, KickError> {
	const text = input.length > MaxInputLength ? '' : input.trim();
	const path = KickAddress.exec(text)?.[1];
	const written = path === undefined ? text : channelIn(path);
	if (!written) return err(new KickError('channel_not_found', path === undefined ? NoName : NoChannelPage));
	const name = written.replace(/^@/, '');
	return isChannelName(name) ? ok(name) : err(new KickError('channel_not_found', NoName));
}

/** The part of an address that names the channel; `null` for pages of Kick itself. */
function channelIn(path: string): string | null {
	const [first = '', second = ''] = path.split('/').filter(Boolean);
	// The popped-out chat: /popout/name/chat.
	if (first.toLowerCase() === 'popout') return second.toLowerCase() === 'chat' ? null : second;
	return PageWords.has(first.toLowerCase()) ? null : first;
}

/**
 * Slugs that the channel of a name may have, the likeliest first: most names with `_` have a slug with `-`, some keep it.
 */
export function slugCandidates(name: string): string[] {
	const slug = name.toLowerCase();
	return [...new Set([slug, slug.replaceAll('_', '-'), slug.replaceAll('-', '_')])];
}
