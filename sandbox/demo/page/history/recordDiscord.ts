import { randomUUID } from 'node:crypto';
import type { DiscordActivity, SimulatedDiscord, SimulatedGuild, StoredMessage } from '../../../discord/index.js';
import { discordText } from './discordText.js';
import type { History } from './History.js';
import { note } from './note.js';
import type { PageEntry } from './PageEntry.js';

/**
 * Records the visible events of a Discord server and of direct messages. Of earlier ones, it has public messages only.
 *
 * @returns A function that stops it.
 */
export function recordDiscord(discord: SimulatedDiscord, guild: SimulatedGuild, history: History): () => void {
	for (const message of guild.channel().messages) history.put(earlierEntry(message));

	return discord.onActivity((activity) => {
		if (activity.guild === null || activity.guild.id === guild.id) history.put(entryOf(activity, history));
	});
}

function entryOf(activity: DiscordActivity, history: History): PageEntry {
	const { kind, at, author, text, buttons, visibleTo, messageId } = activity;
	if (kind === 'connected' || kind === 'disconnected')
		return note('discord', `${author.name} ${kind} (${text}).`, { at });
	if (kind === 'reaction') return note('discord', `${author.name} reacted with ${text}.`, { at, visibleTo });

	const known = messageId === null ? undefined : history.find('discord', messageId);
	if (kind === 'deletion' && known !== undefined) return { ...known, tags: [...known.tags, 'deleted'] };

	return {
		id: messageId ?? randomUUID(),
		side: 'discord',
		at: known?.at ?? at,
		kind: kind === 'command' ? 'command' : 'message',
		author: { name: author.name, isBot: author.isBot },
		parts: kind === 'command' ? [{ style: 'code', text }] : discordText(text),
		tags: tagsOf(activity),
		visibleTo,
		buttons,
		repliesTo: null,
		isFailure: false
	};
}

function tagsOf({ kind, ephemeral, channel, guild }: DiscordActivity): string[] {
	return [
		...(ephemeral ? ['only you can see this'] : []),
		...(channel !== null && guild === null ? ['direct message'] : []),
		...(kind === 'edit' ? ['edited'] : []),
		...(kind === 'deletion' ? ['deleted'] : [])
	];
}

function earlierEntry({ payload, isByBot }: StoredMessage): PageEntry {
	return {
		id: payload.id,
		side: 'discord',
		at: new Date(payload.timestamp),
		kind: 'message',
		author: { name: payload.author.username, isBot: isByBot },
		parts: discordText(payload.content),
		tags: payload.edited_timestamp === null ? [] : ['edited'],
		visibleTo: null,
		buttons: [],
		repliesTo: null,
		isFailure: false
	};
}
