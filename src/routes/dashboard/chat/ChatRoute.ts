import type { Route } from '@sapphire/plugin-api';
import { MaxNameLength } from '../../../dashboard/chat/NameFilter.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { chatPage } from '../../../dashboard/pages/chatPage.js';
import type { ChatLine } from '../../../lib/events/log/ChatLog.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Number of messages in which the filter searches without a script. */
const Searched = 500;
const Shown = 50;

/** Chat page of a server. Query fields: `name` filters by sender, `reply` is the id of the message to reply to. */
export class ChatRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'chat');
	}

	protected override async show({ guild, query }: GuildRequest): Promise<Page> {
		const readAt = new Date();
		const { events } = this.container.kick;
		const name = (query.get('name') ?? '').trim().slice(0, MaxNameLength);
		const reply = query.get('reply');
		const [lines, emotes, replyTo] = await Promise.all([
			name === '' ? events.recentChat(guild.id, Shown) : this.#linesOf(guild.id, name),
			events.recentEmotes(guild.id),
			reply === null ? null : events.chatLine(guild.id, reply)
		]);
		return chatPage({ lines, emotes, replyTo, name, readAt });
	}

	async #linesOf(guildId: string, name: string): Promise<ChatLine[]> {
		const wanted = name.toLowerCase();
		const lines = await this.container.kick.events.recentChat(guildId, Searched);
		return lines.filter(({ message }) => message.sender.username.toLowerCase().includes(wanted)).slice(-Shown);
	}
}
