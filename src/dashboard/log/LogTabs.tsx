import { Tabs } from '../design/Tabs.js';
import { usePageContext } from '../PageContext.js';
import { type LogFilter, type LogView, logAddress } from './LogQuery.js';

const Views: readonly { text: string; filter: LogFilter }[] = [
	{ text: 'Everything', filter: {} },
	{ text: 'Without chat', filter: { chat: 'hidden' } },
	{ text: 'Failed', filter: { state: 'dead_letter' } }
];

/** Links to the views of the log that people need most. They keep the columns. */
export function LogTabs({ view: { columns, ...filter } }: { view: LogView }) {
	const { home, guild } = usePageContext();
	const current = logAddress('', filter);
	const tabs = Views.map((view) => ({
		text: view.text,
		href: logAddress(`${home}/${guild?.id}/log`, { ...view.filter, columns }),
		isCurrent: logAddress('', view.filter) === current
	}));
	return <Tabs label="View" tabs={tabs} />;
}

/** Link that shows or hides the technical values of each event. */
export function ColumnsLink({ view: { columns, ...filter } }: { view: LogView }) {
	const { home, guild } = usePageContext();
	const log = `${home}/${guild?.id}/log`;
	return columns ? (
		<a href={logAddress(log, filter)}>Hide technical details</a>
	) : (
		<a href={logAddress(log, { ...filter, columns: 'technical' })}>Show technical details</a>
	);
}
