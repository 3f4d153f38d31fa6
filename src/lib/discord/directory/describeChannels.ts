import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { BotPermissions } from '../permissions.js';
import { compareIds } from './compareIds.js';
import type { ChannelKind, GuildChannel } from './GuildDirectory.js';
import type { ChannelState, GuildState } from './GuildState.js';
import { channelPermissions } from './permissionsOfBot.js';

const Kinds: Readonly<Partial<Record<number, ChannelKind>>> = {
	[ChannelType.GuildText]: 'text',
	[ChannelType.GuildAnnouncement]: 'announcement',
	[ChannelType.GuildVoice]: 'voice',
	[ChannelType.GuildStageVoice]: 'stage',
	[ChannelType.GuildForum]: 'forum',
	[ChannelType.GuildMedia]: 'media'
};
/** Discord lists these below the others of a category. */
const VoiceKinds: readonly ChannelKind[] = ['voice', 'stage'];
/** What a post of a feature needs: it is an embed. */
const NeededToPost = [
	{ name: 'SendMessages', label: 'Send Messages' },
	{ name: 'EmbedLinks', label: 'Embed Links' }
] as const;

/** Describes the channels in the order of Discord's list: those without a category, then each category. */
export function describeChannels(guild: GuildState): GuildChannel[] {
	const categories = guild.channels.filter(({ type }) => type === ChannelType.GuildCategory).sort(compareChannels);
	return [null, ...categories].flatMap((category) => {
		const inside = guild.channels.flatMap((channel) => {
			const kind = Kinds[channel.type];
			return kind && categoryOf(channel, categories) === category ? [{ channel, kind }] : [];
		});
		return inside
			.sort((one, other) => isVoice(one.kind) - isVoice(other.kind) || compareChannels(one.channel, other.channel))
			.map(({ channel, kind }) => describeChannel(guild, channel, kind, category?.name ?? null));
	});
}

function describeChannel(
	guild: GuildState,
	channel: ChannelState,
	kind: ChannelKind,
	category: string | null
): GuildChannel {
	const { id, name, position } = channel;
	const permissions = channelPermissions(guild, channel);
	const missing = BotPermissions.filter((one) => !has(permissions, one.name)).map((one) => one.name);
	return { id, name, kind, category, position, missing, problem: problemIn(kind, permissions) };
}

function problemIn(kind: ChannelKind, permissions: bigint): string | null {
	if (!has(permissions, 'ViewChannel')) return 'The bot may not see this channel.';
	if (kind === 'forum' || kind === 'media') return 'The bot cannot post in a forum. Choose a text channel.';
	// Without this permission, Discord denies all others in a voice channel.
	if (isVoice(kind) && !has(permissions, 'Connect')) return 'The bot lacks Connect here.';
	const lacking = NeededToPost.filter(({ name }) => !has(permissions, name));
	return lacking.length > 0 ? `The bot lacks ${lacking.map(({ label }) => label).join(' and ')} here.` : null;
}

/** Returns `null` also for a category that does not exist, as Discord's clients do. */
function categoryOf({ parentId }: ChannelState, categories: readonly ChannelState[]): ChannelState | null {
	return categories.find(({ id }) => id === parentId) ?? null;
}

function compareChannels(one: ChannelState, other: ChannelState): number {
	return one.position - other.position || compareIds(one.id, other.id);
}

function isVoice(kind: ChannelKind): 0 | 1 {
	return VoiceKinds.includes(kind) ? 1 : 0;
}

function has(permissions: bigint, name: keyof typeof PermissionFlagsBits): boolean {
	return (permissions & PermissionFlagsBits[name]) !== 0n;
}
