import type { ActivityTime } from '../../lib/events/log/ChannelActivity.js';
import { BarChart } from '../charts/BarChart.js';
import { Card } from '../components/Card.js';
import { TimesTable } from './TimesTable.js';

export interface PlacesProps {
	places: readonly ActivityTime[];
	/** How long a place is, in words. */
	place: string;
}

export function MessagesCard({ places, place }: PlacesProps) {
	const busiest = Math.max(...places.map(({ messages }) => messages), 0);
	const label = `Messages in each ${place}. The busiest had ${busiest}.`;
	return (
		<Card id="messages" title={`Chat messages per ${place}`}>
			<BarChart label={label} bars={places.map(({ at, messages }) => ({ at, value: messages }))} />
			<TimesTable
				heading="Messages"
				rows={places.filter(({ messages }) => messages > 0).map(({ at, messages }) => [at, String(messages)])}
			/>
		</Card>
	);
}
