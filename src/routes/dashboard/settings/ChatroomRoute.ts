import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import { UsedOnceProven } from '../../../lib/settings/SyncReport.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const NoNumber = 'A chatroom id is a whole number above 0, such as 668. Leave the field empty to remove it.';

const fields = z.object({
	/** Empty removes the id. */
	chatroom_id: z
		.string(NoNumber)
		.trim()
		.regex(/^\d*$/, NoNumber)
		.transform((text) => (text === '' ? null : Number(text)))
});

/** "Save chatroom ID": stores an id that was entered by hand. */
export class ChatroomRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/chatroom', page: 'settings', fields });
	}

	protected override async submit(
		guildRequest: GuildRequest,
		{ chatroom_id }: z.infer<typeof fields>
	): Promise<Answer> {
		const saved = await this.container.kick.setChatroomId(guildRequest.guild.id, chatroom_id, { by: guildRequest.by });
		return saved.match({
			ok: () => guildRequest.redirect('settings', notice(chatroom_id)),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}
}

function notice(chatroomId: number | null): Notice {
	const text =
		chatroomId === null
			? 'The chatroom id was removed.'
			: `kick_chatroom_id: ${chatroomId} is saved. ${UsedOnceProven}`;
	return { outcome: 'ok', lines: [text] };
}
