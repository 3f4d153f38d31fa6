import { type MarkupNames, readableName } from './MarkupNames.js';

/** Greatest time of a `Date`. */
const MaxSeconds = 8_640_000_000_000;

/** Mentions, emoji, links and similar markup in angle brackets. A backslash before it escapes it. */
const TokenSource = [
	String.raw`\\?<@!?(?<user>\d{1,20})>`,
	String.raw`\\?<@&(?<role>\d{1,20})>`,
	String.raw`\\?<#(?<channel>\d{1,20})>`,
	String.raw`\\?<a?:(?<emoji>\w{1,100}):\d{1,20}>`,
	String.raw`\\?<t:(?<time>-?\d{1,17})(?::(?<style>[tTdDfFsSR]))?>`,
	String.raw`\\?<\/(?<command>[^:<>\n]{1,100}):\d{1,20}>`,
	String.raw`\\?<id:(?<place>[a-z-]{1,30})(?::\d{1,20})?>`,
	String.raw`<(?<address>(?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000})>`
].join('|');

/** Code in backticks. Its text is kept except for mentions, because Discord shows backslashes in code. */
const Code = String.raw`(?<code>(?<ticks>${'`'}+)[^${'`'}]+?\k<ticks>(?!${'`'}))`;
const LinkTarget = String.raw`<?(?<target>https?:\/\/[^\s()<>]{1,2000})>?(?: +"[^"\n]{0,200}")?`;
const MaskedLink = String.raw`\[(?<label>[^[\]\n]{1,500})\]\(${LinkTarget}\)`;
const Escape = String.raw`\\(?<escaped>[!-/:-@[-${'`'}{-~])`;

const Markup = new RegExp([Code, TokenSource, MaskedLink, Escape].join('|'), 'g');
const Token = new RegExp(TokenSource, 'g');

/**
 * Pages of a server that Discord links to.
 *
 * @see https://docs.discord.com/developers/reference#message-formatting-guild-navigation-types
 */
const Places: Readonly<Record<string, string>> = {
	browse: 'Browse Channels',
	customize: 'Channels & Roles',
	guide: 'Server Guide',
	home: 'Server Guide',
	'linked-roles': 'Linked Roles'
};

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * Converts Discord markup to plain text: names for ids, `:name:` for emoji, and no escapes.
 *
 * Emphasis marks stay, because many people mean them literally. Inserted names are never read as markup again.
 */
export function readableText(text: string, names: MarkupNames): string {
	return text.replace(Markup, (whole: string, ...rest: unknown[]) => {
		const groups = rest.at(-1) as Groups;
		if (groups.code !== undefined) return readCode(groups.code, names);
		if (groups.escaped !== undefined) return groups.escaped;
		if (groups.label !== undefined) return readLink(readableText(groups.label, names), groups.target ?? '');
		return readToken(whole, groups, names);
	});
}

function readCode(code: string, names: MarkupNames): string {
	return code.replace(Token, (whole: string, ...rest: unknown[]) => readToken(whole, rest.at(-1) as Groups, names));
}

function readLink(label: string, target: string): string {
	return label === target ? target : `${label} (${target})`;
}

function readToken(whole: string, groups: Groups, names: MarkupNames): string {
	const { user, role, channel, emoji, time, style, command, place, address } = groups;
	if (user !== undefined) return readableName('@', names.user(user), 'unknown-user');
	if (role !== undefined) return readableName('@', names.role(role), 'unknown-role');
	if (channel !== undefined) return readableName('#', names.channel(channel), 'unknown-channel');
	if (emoji !== undefined) return `:${emoji}:`;
	if (time !== undefined) return readableTime(Number(time), style) ?? whole;
	if (command !== undefined) return `/${command}`;
	if (place !== undefined) return Places[place] ?? place.replaceAll('-', ' ');
	return address ?? whole;
}

/**
 * Formats a Discord timestamp as text. Uses UTC, because its readers are in many time zones.
 *
 * @see https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 * @param style As in `<t:0:style>`.
 * @returns `null` for a time outside the range of `Date`.
 */
function readableTime(seconds: number, style = 'f'): string | null {
	if (Math.abs(seconds) > MaxSeconds) return null;
	const date = new Date(seconds * 1_000).toISOString();
	const [day = '', time = ''] = date.split('T');
	if (style === 'd' || style === 'D') return day;
	const clock = style === 'T' || style === 'S' ? time.slice(0, 8) : time.slice(0, 5);
	return style === 't' || style === 'T' ? `${clock} UTC` : `${day} ${clock} UTC`;
}
