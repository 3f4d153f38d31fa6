import type { FirstStep } from '../../lib/diagnosis/firstSteps.js';
import type { SetupProblem } from '../../lib/diagnosis/problems.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { Badge } from '../design/Badge.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { Icon } from '../design/Icon.js';
import { FixButton } from './FixButton.js';

export interface ProblemsCardProps {
	problems: readonly SetupProblem[];
	steps: readonly FirstStep[];
}

/** Problems with their fixes. Those that a first step names are left out. */
export function ProblemsCard({ problems: all, steps }: ProblemsCardProps) {
	const open = steps.filter(({ state }) => state !== 'done').map(({ id }) => id as string);
	const problems = all.filter(({ fix }) => fix === null || !open.includes(fix.kind));
	const count = problems.length;
	if (count === 0 && open.length > 0) return <section id="overview-problems" hidden />;
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
