import type { SetupProblem } from '../../lib/diagnosis/problems.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { Badge } from '../design/Badge.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { Icon } from '../design/Icon.js';
import { FixButton } from './FixButton.js';

/** What needs attention, each problem with its fix. */
export function ProblemsCard({ problems }: { problems: readonly SetupProblem[] }) {
	const count = problems.length;
	return (
		<Card
			id="overview-problems"
			title="Needs attention"
			aside={count > 0 && <Badge tone="warning">{String(count)}</Badge>}
		>
			{count === 0 ? (
				<EmptyState icon="circle-check" title="All is well" text="Problems appear here, with what to do about them." />
			) : (
				<ul class="plain items">
					{problems.map(({ id, severity, title, detail, fix }) => (
						<li key={id} class="item">
							<span class={`item-icon ${severity}`}>
								<Icon name={severity === 'failed' ? 'circle-alert' : 'triangle-alert'} />
							</span>
							<div>
								<strong>{title}</strong>
								<small>{escapeControls(detail)}</small>
							</div>
							{fix && <FixButton fix={fix} />}
						</li>
					))}
				</ul>
			)}
		</Card>
	);
}
