import type { Route } from '@sapphire/plugin-api';
import { reportMark, SetupDetails, SetupLines } from '../../../dashboard/settings/SetupCard.js';
import type { ConfigReport } from '../../../lib/diagnosis/ConfigReport.js';
import { ExpiringCache } from '../../../lib/time/ExpiringCache.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { type Updates, whenChanged } from '../streamAnswer.js';

/** A look asks Kick whether the channel is live: all who watch the same server share it. */
const LookEveryMs = 10_000;
const RememberMs = LookEveryMs / 2;
const MaxRemembered = 200;

/** The lines of the setup whenever they change. */
export class SettingsStreamRoute extends StreamRoute {
	readonly #reports = new ExpiringCache<string, ConfigReport>(RememberMs, MaxRemembered);

	public constructor(context: Route.LoaderContext) {
		super(context, 'settings/stream');
	}

	protected override updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const { id } = guildRequest.guild;
		// What others looked at a moment ago may be older than this page.
		this.#reports.forget(id);
		const look = async () => {
			const report = await this.#reports.get(id, () => this.container.kick.check(id));
			const services = () => [
				guildRequest.fragment(SetupLines, { report }),
				guildRequest.fragment(SetupDetails, { report })
			];
			return { mark: reportMark(report), patches: () => services().map((html) => ({ html })) };
		};
		return whenChanged(look, { seen: guildRequest.query.get('seen'), everyMs: LookEveryMs, signal });
	}
}
