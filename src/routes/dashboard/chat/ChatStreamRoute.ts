import type { Route } from '@sapphire/plugin-api';
import { ChatLineItem } from '../../../dashboard/chat/ChatLineItem.js';
import { ChatLines, ChatListId } from '../../../dashboard/chat/ChatList.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { seenSince, type Updates } from '../streamAnswer.js';

/** New messages of the chat. Its marks are times of this bot. */
export class ChatStreamRoute extends StreamRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'chat/stream');
	}

	protected override async *updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const { events } = this.container.kick;
		for await (const update of events.followChat(guildRequest.guild.id, { since: seenSince(guildRequest), signal })) {
			const mark = String(Date.now());
			if (update.kind === 'gap') {
				const lines = await events.recentChat(guildRequest.guild.id);
				yield { mark, patches: [{ html: guildRequest.fragment(ChatLines, { lines }) }] };
			} else {
				const html = guildRequest.fragment(ChatLineItem, { line: update.line });
				// One that has changed stays where it is; a page that no longer shows it does not get it again.
				yield { mark, patches: [update.kind === 'line' ? { html, list: ChatListId } : { html }] };
			}
		}
	}
}
