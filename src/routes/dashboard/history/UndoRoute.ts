import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { noticeOf } from '../../../dashboard/components/NoticeBox.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({ change: z.string('Choose a change.') });

/** Undoes a change of the settings. The kind of the change decides who may do that. */
export class UndoRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'history/undo', page: 'history', fields });
	}

	protected override async submit(guildRequest: GuildRequest, { change }: z.infer<typeof fields>): Promise<Answer> {
		const { history } = this.container.kick;
		const { id } = guildRequest.guild;
		const found = await history.find(id, change);
		const access = found.match({ ok: ({ section }) => section ?? 'manager', err: () => 'settings' as const });
		if (!guildRequest.can(access)) return guildRequest.forbidden(access);
		const undone = await found.match({
			ok: () => history.undo(id, change, { by: guildRequest.by }),
			err: async () => found.map(() => [])
		});
		return undone.match({
			ok: (steps) => guildRequest.redirect('history', noticeOf(steps, 'The change was undone.')),
			err: ({ hint }) => guildRequest.redirect('history', { outcome: 'failed', lines: [hint] })
		});
	}
}
