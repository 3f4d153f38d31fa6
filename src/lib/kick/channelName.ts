import { err, ok, type Result } from '@sapphire/result';
import { KickError } from './errors.js';

/** Kick's limit for names and slugs. */
const ChannelName = /^[A-Za-z0-9_-]{1,25}$/;
/** Address of Kick, with or without a scheme. Ignores Discord's `<…>` and words after it. */
const KickAddress = /^<?(?:(?:https?:)?\/\/)?(?:www\.|m\.|player\.)?kick\.com(?=[/?#\s>]|$)([^?#\s>]*)/i;
/** Maximum length, enough for any channel address with a query. */
const MaxInputLength = 500;

/** First path segments of Kick's own pages, which are not channels. */
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
	'This is not a name of a Kick channel. Enter it as in the address kick.com/name: at most 25 ' +
	'letters, digits, _ and -.';
const NoChannelPage =
	'This address is not the page of a channel. Enter the name of the channel, or its address: kick.com/name.';

export function isChannelName(text: string): boolean {
	return ChannelName.test(text);
}

/**
 * Parses a channel that a user typed or pasted: `Name`, `@Name`, or an address such as `kick.com/name`,
 * `https://kick.com/name/videos?x` and `https://kick.com/popout/name/chat`.
 *
 * @returns The name with its case, or an error with `channel_not_found`: the input cannot be a name, or the address is
 * not the page of a channel.
 */
export function parseChannelName(input: string): Result<string, KickError> {
	const text = input.length > MaxInputLength ? '' : input.trim();
	const path = KickAddress.exec(text)?.[1];
	const typed = path === undefined ? text : channelIn(path);
	if (!typed) return err(new KickError('channel_not_found', path === undefined ? NoName : NoChannelPage));
	const name = typed.replace(/^@/, '');
	return isChannelName(name) ? ok(name) : err(new KickError('channel_not_found', NoName));
}

/** Returns the part of a path that names the channel, or `null` for Kick's own pages. */
function channelIn(path: string): string | null {
	const [first = '', second = ''] = path.split('/').filter(Boolean);
	// Address of a pop-out chat: /popout/name/chat.
	if (first.toLowerCase() === 'popout') return second.toLowerCase() === 'chat' ? null : second;
	return PageWords.has(first.toLowerCase()) ? null : first;
}

/**
 * Returns the possible slugs of a name, most likely first. Most names with `_` have a slug with `-`, but some keep it.
 */
export function slugCandidates(name: string): string[] {
	const slug = name.toLowerCase();
	return [...new Set([slug, slug.replaceAll('_', '-'), slug.replaceAll('-', '_')])];
}
