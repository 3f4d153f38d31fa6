import type { KickActivity } from '../../lib/events/log/ChannelActivity.js';
import { Time } from '../components/Time.js';
import { Card } from '../design/Card.js';
import { Table } from '../design/Table.js';
import { comparisonRows } from './comparisonRows.js';

/** Table of the last stream beside the one before. */
export function ComparisonCard({ comparison: { stream, previous } }: Pick<KickActivity, 'comparison'>) {
	const name = stream?.endedAt === null ? 'This stream' : 'Last stream';
	return (
		<Card id="comparison" title={`${name} and the one before`}>
			{!stream || !previous ? (
				<p class="muted">
					{stream
						? 'The bot has seen one stream so far. The comparison appears with the next one.'
						: 'The bot has seen no stream yet. The comparison appears after the second one.'}
				</p>
			) : (
				<>
					<p class="muted">
						{name}: <Time at={stream.startedAt} />. The one before: <Time at={previous.startedAt} />.
					</p>
					<Table
						label="Comparison of two streams"
						columns={[
							{ name: 'Figure' },
							{ name, isNumber: true },
							{ name: 'Before', isNumber: true },
							{ name: 'Change', isNumber: true }
						]}
						rows={comparisonRows(stream, previous).map((row) => ({
							key: row.name,
							cells: [row.name, row.stream, row.previous, row.change]
						}))}
					/>
					{!stream.isComplete && <Incomplete name={name} />}
					{!previous.isComplete && <Incomplete name="The one before" />}
				</>
			)}
		</Card>
	);
}

function Incomplete({ name }: { name: string }) {
	return <p class="muted">{name} is not wholly in the log, so its counts may be too low.</p>;
}
