import type { FirstStep } from '../../lib/diagnosis/firstSteps.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { Card } from '../design/Card.js';
import { Icon, type IconName } from '../design/Icon.js';
import { FixButton } from './FixButton.js';

const Marks: Readonly<Record<FirstStep['state'], { icon: IconName | null; words: string }>> = {
	done: { icon: 'check', words: 'Done: ' },
	next: { icon: null, words: 'Next: ' },
	later: { icon: null, words: 'Later: ' },
	problem: { icon: 'triangle-alert', words: 'Problem: ' }
};

/** Checklist from a new server to the first message. It disappears when everything is done. */
export function FirstStepsCard({ steps }: { steps: readonly FirstStep[] }) {
	const done = steps.filter(({ state }) => state === 'done').length;
	if (done === steps.length) return <section id="overview-steps" hidden />;
	return (
		<Card id="overview-steps" title="First steps" aside={`${done} of ${steps.length} done`}>
			<ol class="plain items">
				{steps.map(({ id, title, detail, state, action }) => (
					<li key={id} class="item">
						<span class={state === 'later' ? 'step' : `step ${state}`}>
							{Marks[state].icon && <Icon name={Marks[state].icon} />}
						</span>
						<div>
							<strong>
								<span class="hidden">{Marks[state].words}</span>
								{title}
							</strong>
							<small>{escapeControls(detail)}</small>
						</div>
						{action && <FixButton fix={action} isMain={state === 'next'} />}
					</li>
				))}
			</ol>
		</Card>
	);
}
