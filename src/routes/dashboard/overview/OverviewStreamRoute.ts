import type { Route } from '@sapphire/plugin-api';
import { ChatPaceCard } from '../../../dashboard/overview/ChatPaceCard.js';
import { FiguresTiles } from '../../../dashboard/overview/FiguresTiles.js';
import { FirstStepsCard } from '../../../dashboard/overview/FirstStepsCard.js';
import { LastEventsCard } from '../../../dashboard/overview/LastEventsCard.js';
import type { OverviewState } from '../../../dashboard/overview/overviewPage.js';
import { ProblemsCard } from '../../../dashboard/overview/ProblemsCard.js';
import { StreamCard } from '../../../dashboard/overview/StreamCard.js';
import { ExpiringCache } from '../../../lib/time/ExpiringCache.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { type Patch, type Updates, whenChanged } from '../streamAnswer.js';
import { markOfOverview, readOverview } from './readOverview.js';

const PollEveryMs = 5_000;
const RememberMs = PollEveryMs / 2;
const MaxRemembered = 200;

/** Streams the parts of the overview whenever one of them changes. All pages of a server share the state. */
export class OverviewStreamRoute extends StreamRoute {
	readonly #states = new ExpiringCache<string, OverviewState | null>(RememberMs, MaxRemembered);

	public constructor(context: Route.LoaderContext) {
		super(context, 'overview/stream');
	}

	protected override updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const { guild, request } = guildRequest;
		const poll = async () => {
			const read = () => readOverview(request.dashboard, guild.id);
			const state = await this.#states.get(guild.id, async () => (await read()).unwrapOr(null));
			return state && { mark: markOfOverview(state), patches: () => patchesOf(guildRequest, state) };
		};
		return whenChanged(poll, { seen: guildRequest.query.get('seen'), everyMs: PollEveryMs, signal });
	}
}

/** Renders all parts. The page leaves alone those that are the same. */
function patchesOf(guildRequest: GuildRequest, { overview, steps }: OverviewState): Patch[] {
	const { chat, last24Hours, lastEvents, problems, stream } = overview;
	return [
		guildRequest.fragment(FirstStepsCard, { steps }),
		guildRequest.fragment(StreamCard, overview),
		guildRequest.fragment(FiguresTiles, { figures: last24Hours }),
		guildRequest.fragment(ChatPaceCard, { chat, isLive: stream?.isLive ?? false }),
		guildRequest.fragment(ProblemsCard, { problems, steps }),
		guildRequest.fragment(LastEventsCard, { events: lastEvents })
	].map((html) => ({ html }));
}
