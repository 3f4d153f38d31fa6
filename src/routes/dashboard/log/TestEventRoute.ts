import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { lagText } from '../../../dashboard/log/lagText.js';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import type { TestEventReport } from '../../../lib/events/testing/TestEvents.js';
import { KickWebhookTypes } from '../../../lib/kick/events/index.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const fields = z.object({ type: z.enum(KickWebhookTypes, 'Choose one of the types.') });

/** "Send a test event": makes the bot send a webhook to itself. */
export class TestEventRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'log/test', page: 'log', fields });
	}

	protected override async submit(guildRequest: GuildRequest, { type }: z.infer<typeof fields>): Promise<Answer> {
		const sent = await this.container.kick.events.sendTestEvent(guildRequest.guild.id, type);
		return sent.match({
			ok: (report) => {
				const isStored = report.steps.some(({ name, ok }) => name === 'stored' && ok);
				return guildRequest.redirect(isStored ? `log/${report.eventId}` : 'log', testEventNotice(report));
			},
			err: ({ hint }) => guildRequest.redirect('log', { outcome: 'failed', lines: [hint] })
		});
	}
}

/** Builds the notice about a test event, step by step. */
function testEventNotice({ ok, steps }: TestEventReport): Notice {
	return {
		outcome: ok ? 'ok' : 'failed',
		lines: [ok ? 'The test event was delivered.' : 'The test event was not delivered. The steps show why.'],
		steps: steps.map((step) => ({
			outcome: step.ok ? 'ok' : 'failed',
			text: `${step.text} (${lagText(step.afterMs)})`
		}))
	};
}
