import type { ActivityStream } from '../../lib/events/log/ChannelActivity.js';
import type { Span } from './Axes.js';
import { Plot, rounded, type Scale } from './plot.js';

/** Shaded times in which the channel was live, behind the values of a chart. */
export function StreamBands({
	streams,
	span,
	scale
}: {
	streams: readonly ActivityStream[];
	span: Span;
	scale: Scale;
}) {
	return (
		<g>
			{streams.map(({ startedAt, endedAt }) => {
				const start = scale.xOfTime(startedAt > span.from ? startedAt : span.from, span);
				const end = scale.xOfTime(endedAt && endedAt < span.to ? endedAt : span.to, span);
				return (
					<rect
						key={startedAt.getTime()}
						class="band"
						x={start}
						y={Plot.top}
						width={Math.max(rounded(end - start), 1)}
						height={Plot.height - Plot.top - Plot.bottom}
					/>
				);
			})}
		</g>
	);
}
