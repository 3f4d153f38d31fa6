import type { Notice } from '../../lib/dashboard/Notices.js';
import type { ConfigLine } from '../../lib/diagnosis/ConfigReport.js';
import { CheckList } from './CheckList.js';
import { HintText } from './HintText.js';

/** Result of the form that was just sent. */
export function NoticeBox({ notice }: { notice: Notice | null }) {
	if (!notice) return null;
	const { outcome, lines, steps = [] } = notice;
	return (
		<div class={`notice ${outcome}`} role={outcome === 'ok' ? 'status' : 'alert'}>
			{lines.map((line) => (
				<p key={line}>
					<HintText text={line} />
				</p>
			))}
			{steps.length > 0 && <CheckList lines={steps} />}
		</div>
	);
}

/** Builds the notice of a report with several steps. Its outcome is that of the worst step. */
export function noticeOf(steps: readonly ConfigLine[], ...lines: string[]): Notice {
	const worst = (['failed', 'warning'] as const).find((outcome) => steps.some((step) => step.outcome === outcome));
	return { outcome: worst ?? 'ok', lines, steps: [...steps] };
}
