import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { MaxMessageLength } from '../../../dashboard/chat/SayForm.js';
import { describeSent } from '../../../lib/chat/describeSent.js';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({
	message: z
		.string('Write something first.')
		.trim()
		.min(1, 'Write something first.')
		.max(MaxMessageLength, `Write at most ${MaxMessageLength} characters.`),
	/** Id in the log of the message to reply to. Empty for a message that is no reply. */
	reply: z.string().max(100, 'Choose the message to reply to again.').default('')
});

/** Sends a message or a reply to the Kick chat and reports how it was delivered. */
export class SayRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'chat/say', page: 'chat', fields });
	}

	protected override async submit(
		guildRequest: GuildRequest,
		{ message, reply }: z.infer<typeof fields>
	): Promise<Answer> {
		const { kick } = this.container;
		const { guild } = guildRequest;
		const original = reply === '' ? null : await kick.events.chatLine(guild.id, reply);
		const failed = (hint: string): Notice => ({ outcome: 'failed', lines: [hint], draft: message });
		if (reply !== '' && !original) return guildRequest.redirect('chat', failed(NoOriginal));
		const sent = await kick.send(guild.id, message, original ? { replyTo: original.message.id } : {});
		return sent.match({
			ok: (how) =>
				guildRequest.redirect('chat', { outcome: how.replyDropped ? 'warning' : 'ok', lines: [describeSent(how)] }),
			err: ({ hint }) => guildRequest.redirect(original ? `chat?reply=${original.id}` : 'chat', failed(hint))
		});
	}
}

const NoOriginal = 'The message to reply to is not in the log. Nothing was sent. Send it again without a reply.';
