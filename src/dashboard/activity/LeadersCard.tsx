import type { Leaderboard } from '../../lib/viewers/types.js';
import { BarTable } from '../charts/BarTable.js';
import { Card } from '../design/Card.js';
import { nameClass } from '../design/hues.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { durationText } from './durationText.js';

/** Viewers with the longest watch time. `leaders` is `null` while no channel is linked. */
export function LeadersCard({ leaders, period }: { leaders: Leaderboard | null; period: string }) {
	const entries = leaders?.entries ?? [];
	return (
		<Card id="watchtime" title={`Watch time, ${period} (an estimate)`}>
			<BarTable
				headings={['Viewer', 'Watched']}
				rows={entries.map(({ rank, username, color, watchedMs }) => ({
					name: (
						<>
							{rank}. <UntrustedText text={username} class={nameClass(color)} />
						</>
					),
					value: watchedMs,
					text: durationText(watchedMs)
				}))}
				empty="No watch time yet. Watch time is counted from chat messages while the stream is live."
			/>
			<p class="muted">
				Kick has no list of viewers. A viewer counts as present from a message until some minutes after the last one.
			</p>
		</Card>
	);
}
