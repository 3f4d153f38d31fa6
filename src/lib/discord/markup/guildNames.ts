import { ChannelType, type ChatInputCommandInteraction, type Guild, type GuildMember, type Message } from 'discord.js';
import { withTimeout } from '../../time/withTimeout.js';
import type { MarkupNames } from './MarkupNames.js';

/** A person waits for the answer, and nobody may make the bot ask for a crowd. */
const MaxLookups = 5;
const LookupLimitMs = 2_000;

/** Names for the text of a message. Discord sends the mentioned people with it, so nothing is asked. */
export function namesForMessage(message: Message<true>): MarkupNames {
	const names = cachedNames(message.guild, message.member);
	return { ...names, user: (id) => names.user(id) ?? message.mentions.users.get(id)?.displayName ?? null };
}

/** Names for what was typed into an option of a slash command. Discord sends nobody with it: a few people are looked up. */
export async function namesForInteraction(
	interaction: ChatInputCommandInteraction,
	text: string
): Promise<MarkupNames> {
	if (!interaction.inCachedGuild()) return { user: () => null, role: () => null, channel: () => null };
	const { guild, member } = interaction;
	const mentioned = new Set([...text.matchAll(/<@!?(\d{17,20})>/g)].map(([, id = '']) => id));
	const unknown = [...mentioned].filter((id) => !guild.members.cache.has(id)).slice(0, MaxLookups);
	// Those that are found are in the cache then, also when the others take too long.
	const lookups = Promise.allSettled(unknown.map((id) => guild.members.fetch(id)));
	await withTimeout(lookups, LookupLimitMs, 'Discord did not tell the names').catch(() => undefined);
	return cachedNames(guild, member);
}

function cachedNames(guild: Guild, viewer: GuildMember | null): MarkupNames {
	return {
		user: (id) => guild.members.cache.get(id)?.displayName ?? null,
		role: (id) => guild.roles.cache.get(id)?.name ?? null,
		channel(id) {
			const channel = guild.channels.cache.get(id);
			// Discord shows no name to a person who may not see the channel, and Kick chat is public.
			const isVisible = viewer !== null && channel?.permissionsFor(viewer)?.has('ViewChannel') === true;
			const isPrivate = channel?.isThread() === true && channel.type === ChannelType.PrivateThread;
			return channel && isVisible && !isPrivate ? channel.name : null;
		}
	};
}
