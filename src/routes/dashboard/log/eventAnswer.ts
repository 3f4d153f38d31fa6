import type { Result } from '@sapphire/result';
import { Messages } from '../../../dashboard/messages.js';
import { messagePage } from '../../../dashboard/pages/messagePage.js';
import type { KickError } from '../../../lib/kick/errors.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

/** Redirects back to the event's page with the result of an action. */
export function eventAnswer(guildRequest: GuildRequest, done: Result<unknown, KickError>, text: string): Answer {
	const page = `log/${guildRequest.param('eventId')}`;
	return done.match({
		ok: () => guildRequest.redirect(page, { outcome: 'ok', lines: [text] }),
		err: ({ code, hint }) =>
			code === 'not_found'
				? guildRequest.page(messagePage(Messages.noEvent()))
				: guildRequest.redirect(page, { outcome: 'failed', lines: [hint] })
	});
}
