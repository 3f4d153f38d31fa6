import { ChannelType, type ChatInputCommandInteraction, type Guild, type GuildMember, type Message } from 'discord.js';
import { withTimeout } from '../../time/withTimeout.js';
import type { MarkupNames } from './MarkupNames.js';

/** Maximum number of lookups, because a user is waiting and must not be able to cause a flood. */
const MaxLookups = 5;
const LookupLimitMs = 2_000;

/** Returns the names for a message. Discord sends the mentioned users with it, so no request is needed. */
export function namesForMessage(message: Message<true>): MarkupNames {
	const names = cachedNames(message.guild, message.member);
	return { ...names, user: (id) => names.user(id) ?? message.mentions.users.get(id)?.displayName ?? null };
}

/** Returns the names for an option of a slash command. Discord sends no users with it, so a few are looked up. */
export async function namesForInteraction(
	interaction: ChatInputCommandInteraction,
	text: string
): Promise<MarkupNames> {
	if (!interaction.inCachedGuild()) return { user: () => null, role: () => null, channel: () => null };
	const { guild, member } = interaction;
	const mentioned = new Set([...text.matchAll(/<@!?(\d{17,20})>/g)].map(([, id = '']) => id));
	const unknown = [...mentioned].filter((id) => !guild.members.cache.has(id)).slice(0, MaxLookups);
	// Each member that is found is cached, even if others take too long.
	const lookups = Promise.allSettled(unknown.map((id) => guild.members.fetch(id)));
	await withTimeout(lookups, LookupLimitMs, 'Discord did not send the names').catch(() => undefined);
	return cachedNames(guild, member);
}

function cachedNames(guild: Guild, viewer: GuildMember | null): MarkupNames {
	return {
		user: (id) => guild.members.cache.get(id)?.displayName ?? null,
		role: (id) => guild.roles.cache.get(id)?.name ?? null,
		channel(id) {
			const channel = guild.channels.cache.get(id);
			// Discord hides the name from users who may not see the channel, and Kick chat is public.
			const isVisible = viewer !== null && channel?.permissionsFor(viewer)?.has('ViewChannel') === true;
			const isPrivate = channel?.isThread() === true && channel.type === ChannelType.PrivateThread;
			return channel && isVisible && !isPrivate ? channel.name : null;
		}
	};
}
