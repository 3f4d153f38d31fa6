import type { Route } from '@sapphire/plugin-api';
import { reportMark, SetupDetails, SetupLines } from '../../../dashboard/settings/SetupCard.js';
import type { ConfigReport } from '../../../lib/diagnosis/ConfigReport.js';
import { ExpiringCache } from '../../../lib/time/ExpiringCache.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { type Updates, whenChanged } from '../streamAnswer.js';

/** Each poll asks Kick whether the channel is live, so all pages of a server share the result. */
const PollEveryMs = 10_000;
const RememberMs = PollEveryMs / 2;
const MaxRemembered = 200;

/** Streams the setup report whenever it changes. */
export class SettingsStreamRoute extends StreamRoute {
	readonly #reports = new ExpiringCache<string, ConfigReport>(RememberMs, MaxRemembered);

	public constructor(context: Route.LoaderContext) {
		super(context, 'settings/stream', 'settings');
	}

	protected override updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const { id } = guildRequest.guild;
		// A cached report of another page may be older than this page.
		this.#reports.forget(id);
		const poll = async () => {
			const report = await this.#reports.get(id, () => this.container.kick.check(id));
			const parts = () => [
				guildRequest.fragment(SetupLines, { report }),
				guildRequest.fragment(SetupDetails, { report })
			];
			return { mark: reportMark(report), patches: () => parts().map((html) => ({ html })) };
		};
		return whenChanged(poll, { seen: guildRequest.query.get('seen'), everyMs: PollEveryMs, signal });
	}
}
