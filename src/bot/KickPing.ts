import { Listener } from '@sapphire/framework';
import { type KickChatMessage, type KickEventContext, KickEvents } from '../lib/kick/events/index.js';

/** Answers `!ping` in Kick chat, so that a streamer can test both directions. Ignores other bots. */
export class KickPing extends Listener<typeof KickEvents.ChatMessage> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: KickEvents.ChatMessage });
	}

	public override async run(message: KickChatMessage, { guildId }: KickEventContext): Promise<void> {
		const { defaultPrefix } = this.container.client.options;
		const isBot = message.sender.badges.some(({ type }) => type === 'bot');
		if (isBot || message.content.trim() !== `${String(defaultPrefix)}ping`) return;
		const guildName = this.container.client.guilds.cache.get(guildId)?.name ?? 'Discord';
		await this.container.kick.send(guildId, `@${message.sender.username} pong from ${guildName}!`, {
			replyTo: message.id
		});
	}
}
