import type { FirstStep } from '../../lib/diagnosis/firstSteps.js';
import type { KickOverview } from '../../lib/overview/types.js';
import { HintText } from '../components/HintText.js';
import { EmptyState } from '../design/EmptyState.js';
import type { Page } from '../PageContext.js';
import { ChatPaceCard } from './ChatPaceCard.js';
import { FiguresTiles } from './FiguresTiles.js';
import { FirstStepsCard } from './FirstStepsCard.js';
import { LastEventsCard } from './LastEventsCard.js';
import { ProblemsCard } from './ProblemsCard.js';
import { StreamCard } from './StreamCard.js';

export interface OverviewState {
	overview: KickOverview;
	steps: readonly FirstStep[];
}

/** First page of a server: the stream, its figures, and what to do next. */
export function overviewPage({ overview, steps }: OverviewState, mark: string): Page {
	return {
		title: 'Overview',
		live: { stream: 'overview/stream', seen: mark },
		content: (
			<div class="stack">
				<FirstStepsCard steps={steps} />
				<StreamCard {...overview} />
				<FiguresTiles figures={overview.last24Hours} />
				<div class="columns">
					<ChatPaceCard chat={overview.chat} isLive={overview.stream?.isLive ?? false} />
					<ProblemsCard problems={overview.problems} steps={steps} />
				</div>
				<LastEventsCard events={overview.lastEvents} />
			</div>
		)
	};
}

/** Page while the bot cannot tell anything about the server. It names the cause. */
export function noOverviewPage(hint: string): Page {
	return {
		title: 'Overview',
		content: (
			<div class="card">
				<EmptyState icon="house" title="Nothing to show yet" text={<HintText text={hint} />} />
			</div>
		)
	};
}
