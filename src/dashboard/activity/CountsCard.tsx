import type { ActivityStream, ActivityTime } from '../../lib/events/log/ChannelActivity.js';
import type { Span } from '../charts/Axes.js';
import { BarChart } from '../charts/BarChart.js';
import { figure } from '../charts/plot.js';
import { Card } from '../design/Card.js';
import { bandsText } from './bandsText.js';
import { TimesTable } from './TimesTable.js';

export interface SlotsProps {
	slots: readonly ActivityTime[];
	/** Length of a time slot, in words. */
	slot: string;
	span: Span;
	streams: readonly ActivityStream[];
}

export interface CountsCardProps extends SlotsProps {
	of: 'messages' | 'chatters';
}

const Names = { messages: 'Chat messages', chatters: 'Chatters' };

/** Bar chart of a count for each time slot. */
export function CountsCard({ of, slots, slot, span, streams }: CountsCardProps) {
	const name = Names[of];
	const busiest = Math.max(...slots.map((at) => at[of]), 0);
	return (
		<Card id={of} title={`${name} per ${slot}`}>
			<BarChart
				label={`${name} per ${slot}. The highest value is ${busiest}. ${bandsText(streams)}`}
				span={span}
				streams={streams}
				bars={slots.map((each) => ({ at: each.at, value: each[of] }))}
			/>
			<TimesTable
				heading={name}
				rows={slots.filter((each) => each[of] > 0).map((each) => [each.at, figure(each[of])])}
			/>
		</Card>
	);
}
