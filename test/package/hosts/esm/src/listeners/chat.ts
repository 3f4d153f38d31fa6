import { Listener } from '@sapphire/framework';
import { type KickChatMessage, type KickEventContext, KickEvents } from 'sapphire-plugin-kick';
import { report } from '../report.js';

export class ChatListener extends Listener<typeof KickEvents.ChatMessage> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: KickEvents.ChatMessage });
	}

	public override run(message: KickChatMessage, { guildId, source }: KickEventContext<'chat.message.sent'>): void {
		report({ type: 'received', content: message.content, sender: message.sender.username, guildId, source });
	}
}
