import type { ActivityTime } from '../../lib/events/log/ChannelActivity.js';
import { BarChart } from '../charts/BarChart.js';
import { figure } from '../charts/plot.js';
import { Card } from '../components/Card.js';
import { TimesTable } from './TimesTable.js';

export interface PlacesProps {
	places: readonly ActivityTime[];
	/** Length of a time slot, in words. */
	place: string;
}

export interface CountsCardProps extends PlacesProps {
	of: 'messages' | 'chatters';
}

const Names = { messages: 'Chat messages', chatters: 'Unique chatters' };

/** Bar chart of a count for each time slot. */
export function CountsCard({ of, places, place }: CountsCardProps) {
	const name = Names[of];
	const busiest = Math.max(...places.map((at) => at[of]), 0);
	return (
		<Card id={of} title={`${name} per ${place}`}>
			<BarChart
				label={`${name} per ${place}. The highest value is ${busiest}.`}
				bars={places.map((each) => ({ at: each.at, value: each[of] }))}
			/>
			<TimesTable
				heading={name}
				rows={places.filter((each) => each[of] > 0).map((each) => [each.at, figure(each[of])])}
			/>
		</Card>
	);
}
