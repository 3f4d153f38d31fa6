import { err, ok, type Result } from '@sapphire/result';
import { Messages } from '../../dashboard/messages.js';
import type { GuildLists } from '../../lib/dashboard/GuildAccess.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DiscordFailure } from '../../lib/discord/oauth/DiscordFailure.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { GuildRequest } from './GuildRequest.js';
import { type Answer, bareMessage, withRetryAfter } from './replies.js';

/** `remembered`: Discord's answer may be a minute old. `now`: asks Discord, as before every change. */
export type Freshness = 'remembered' | 'now';

/**
 * Returns the servers that this person may open, and those to which they can add the bot, or an answer that refuses.
 *
 * @param guildId Server that the person asks for.
 */
export async function openGuilds(
	request: DashboardRequest,
	session: Session,
	freshness: Freshness,
	guildId?: string
): Promise<Result<GuildLists, Answer>> {
	const { access } = request.dashboard;
	const guilds = await (freshness === 'now' ? access.guildsNow(session, guildId) : access.guilds(session, guildId));
	return guilds.isOk() ? ok(guilds.unwrap()) : err(await refusal(request, session, guilds.unwrapErr()));
}

/** Returns the server of the address if this person may open it, or an answer that refuses. */
export async function openGuild(
	request: DashboardRequest,
	session: Session,
	freshness: Freshness
): Promise<Result<GuildRequest, Answer>> {
	const { guildId } = request.http.params;
	const guilds = await openGuilds(request, session, freshness, guildId);
	return guilds.andThen((lists) => {
		const guild = lists.here.find(({ id }) => id === guildId);
		return guild ? ok(new GuildRequest(request, session, guild, lists)) : err(request.message(Messages.notFound()));
	});
}

/** Returns the server of the address for a stream, which needs a fresher answer of Discord than a page. */
export async function openGuildForLong(
	request: DashboardRequest,
	session: Session
): Promise<Result<GuildRequest, Answer>> {
	const opened = await openGuild(request, session, 'remembered');
	if (opened.isErr()) return opened;
	const { guild, lists } = opened.unwrap();
	const visible = await request.dashboard.access.visible(session, [guild.id], 'recent');
	if (visible.isErr()) return err(await refusal(request, session, visible.unwrapErr()));
	const [recent] = visible.unwrap();
	if (!recent) return err(request.message(Messages.notFound()));
	return ok(new GuildRequest(request, session, recent, lists));
}

async function refusal(
	request: DashboardRequest,
	session: Session,
	{ code, retryAfterMs }: DiscordFailure
): Promise<Answer> {
	if (code !== 'unauthorized') return withRetryAfter(request.message(Messages.discordAway()), retryAfterMs);
	// The person has revoked the bot's access in Discord, so the session is useless.
	await request.dashboard.end(session);
	return bareMessage(Messages.login({ code, retryAfterMs }), request.home);
}
