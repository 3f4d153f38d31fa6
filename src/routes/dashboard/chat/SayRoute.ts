import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { MaxMessageLength } from '../../../dashboard/chat/SayForm.js';
import { describeSent } from '../../../lib/chat/describeSent.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({
	message: z
		.string('Write something first.')
		.trim()
		.min(1, 'Write something first.')
		.max(MaxMessageLength, `Write at most ${MaxMessageLength} characters.`)
});

/** Sends a message to the Kick chat and reports how it was delivered. */
export class SayRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'chat/say', page: 'chat', fields });
	}

	protected override async submit(guildRequest: GuildRequest, { message }: z.infer<typeof fields>): Promise<Answer> {
		const sent = await this.container.kick.send(guildRequest.guild.id, message);
		return sent.match({
			ok: (how) => guildRequest.redirect('chat', { outcome: 'ok', lines: [describeSent(how)] }),
			err: ({ hint }) => guildRequest.redirect('chat', { outcome: 'failed', lines: [hint], draft: message })
		});
	}
}
