import type { Route } from '@sapphire/plugin-api';
import { ChatLineItem } from '../../../dashboard/chat/ChatLineItem.js';
import { ChatLines, ChatListId } from '../../../dashboard/chat/ChatList.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { seenSince, type Updates } from '../streamAnswer.js';

/** Streams new chat messages. Its marks are times of the bot's clock. */
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
				// A changed message is only updated in place, so that a page which dropped it does not show it again.
				yield { mark, patches: [update.kind === 'line' ? { html, list: ChatListId } : { html }] };
			}
		}
	}
}
