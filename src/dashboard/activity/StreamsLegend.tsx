import type { ActivityStream } from '../../lib/events/log/ChannelActivity.js';
import { Time } from '../components/Time.js';
import { UntrustedText } from '../design/UntrustedText.js';

/** List of the streams that the charts shade. */
export function StreamsLegend({ streams }: { streams: readonly ActivityStream[] }) {
	if (streams.length === 0) return null;
	return (
		<ul class="plain streams" aria-label="Streams in this period">
			{streams.map(({ startedAt, endedAt, title }) => (
				<li key={startedAt.getTime()}>
					<span class="key band" /> {title ? <UntrustedText text={title} /> : 'Stream'}
					<span class="muted">
						{', '}
						<Time at={startedAt} to="clock" /> to {endedAt ? <Time at={endedAt} to="clock" /> : 'now'}
					</span>
				</li>
			))}
		</ul>
	);
}
