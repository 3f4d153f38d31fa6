import { Tabs } from '../design/Tabs.js';
import { usePageContext } from '../PageContext.js';

export function RangeLinks({ chosen }: { chosen: Range }) {
	const { home, guild } = usePageContext();
	const tabs = Ranges.map((range) => ({
		text: range.name,
		href: `${home}/${guild?.id}/activity?hours=${range.hours}`,
		isCurrent: range === chosen
	}));
	return <Tabs label="Time" tabs={tabs} />;
}

export interface Range {
	hours: number;
	name: string;
	/** Length of a time slot in the charts, in words. `KickActivity` chooses it from the hours. */
	slot: string;
}

export const Ranges: readonly Range[] = [
	{ hours: 1, name: 'Last hour', slot: 'minute' },
	{ hours: 24, name: 'Last 24 hours', slot: '15 minutes' },
	{ hours: 168, name: 'Last 7 days', slot: '2 hours' }
];

const Default = Ranges[1]!;

/** Returns the range of an address, or the last day for an unknown value. */
export function rangeOf(query: URLSearchParams): Range {
	return Ranges.find(({ hours }) => String(hours) === query.get('hours')) ?? Default;
}
