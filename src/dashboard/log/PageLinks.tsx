import type { LogPage } from '../../lib/events/log/KickEventLog.js';
import { usePageContext } from '../PageContext.js';
import { filterOf, type LogQuery } from './LogQuery.js';

/** Links to newer and older events that keep the filter. */
export function PageLinks({ page: { newer, older }, query }: { page: LogPage; query: LogQuery }) {
	const { home, guild } = usePageContext();
	const isFirst = query.before === undefined && query.after === undefined;
	if (isFirst && older === null) return null;
	const linkTo = (place: Pick<LogQuery, 'before' | 'after'>) => {
		const fields = Object.entries({ ...filterOf(query), ...place }).filter((field) => field[1] !== undefined);
		const search = new URLSearchParams(fields as [string, string][]).toString();
		return `${home}/${guild?.id}/log${search && `?${search}`}`;
	};
	return (
		<nav class="pages" aria-label="Pages of the log">
			{!isFirst && <a href={linkTo({})}>Newest</a>}
			{newer !== null && !isFirst && (
				<a href={linkTo({ after: newer })} rel="prev">
					Newer
				</a>
			)}
			{older !== null && (
				<a href={linkTo({ before: older })} rel="next">
					Older
				</a>
			)}
		</nav>
	);
}
