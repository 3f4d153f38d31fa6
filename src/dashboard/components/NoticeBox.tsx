import type { Notice as FormNotice } from '../../lib/dashboard/Notices.js';
import type { ConfigLine } from '../../lib/diagnosis/ConfigReport.js';
import { Notice } from '../design/Notice.js';
import { CheckList } from './CheckList.js';
import { HintText } from './HintText.js';

/** Result of the form that was just sent. Short good news is a toast. */
export function NoticeBox({ notice }: { notice: FormNotice | null }) {
	if (!notice) return null;
	const { outcome, lines, steps = [] } = notice;
	return (
		<Notice tone={outcome} isToast={outcome === 'ok' && steps.length === 0 && lines.length <= 2}>
			{lines.map((line) => (
				<p key={line}>
					<HintText text={line} />
				</p>
			))}
			{steps.length > 0 && <CheckList lines={steps} />}
		</Notice>
	);
}

/** Builds the notice of a report with several steps. Its outcome is that of the worst step. */
export function noticeOf(steps: readonly ConfigLine[], ...lines: string[]): FormNotice {
	const worst = (['failed', 'warning'] as const).find((outcome) => steps.some((step) => step.outcome === outcome));
	return { outcome: worst ?? 'ok', lines, steps: [...steps] };
}
