import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { noticeOf } from '../../../dashboard/components/NoticeBox.js';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import type { SyncReport } from '../../../lib/settings/SyncReport.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({ channel: z.string('Enter the name of the Kick channel.') });

/** "Save" of the channel's name: the same as `/kick channel`. */
export class ChannelRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'settings/channel', page: 'settings', fields });
	}

	protected override async submit(guildRequest: GuildRequest, { channel }: z.infer<typeof fields>): Promise<Answer> {
		const saved = await this.container.kick.setChannel(guildRequest.guild.id, channel, { by: guildRequest.by });
		return saved.match({
			ok: async (report) => guildRequest.redirect('settings', await this.#notice(guildRequest, report)),
			err: ({ hint }) => guildRequest.redirect('settings', { outcome: 'failed', lines: [hint] })
		});
	}

	/** Builds the notice. Without a linked account nothing can be synced yet, which is the next step and no failure. */
	async #notice({ guild }: GuildRequest, { channel, steps }: SyncReport): Promise<Notice> {
		const { account } = (await this.container.kick.profile(guild.id)).unwrap();
		if (account) return noticeOf(steps);
		return {
			outcome: 'ok',
			lines: [`kick_channel: ${channel}`, 'Saved. Next, its owner has to run /kick link.']
		};
	}
}
