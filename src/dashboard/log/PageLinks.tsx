import type { LogPage } from '../../lib/events/log/KickEventLog.js';
import { usePageContext } from '../PageContext.js';
import { filterOf, type LogQuery, logAddress } from './LogQuery.js';

/** Links to newer and older events that keep the filter. */
export function PageLinks({ page: { newer, older }, query }: { page: LogPage; query: LogQuery }) {
	const { home, guild } = usePageContext();
	const isFirst = query.before === undefined && query.after === undefined;
	if (isFirst && older === null) return null;
	const linkTo = (place: Pick<LogQuery, 'before' | 'after'>) =>
		logAddress(`${home}/${guild?.id}/log`, { ...filterOf(query), columns: query.columns, ...place });
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
