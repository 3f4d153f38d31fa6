import type { Notice } from '../lib/dashboard/Notices.js';
import type { ConfigLine } from '../lib/diagnosis/ConfigReport.js';

/** What a report of several steps comes to: it is as good as its worst step. */
export function noticeOf(steps: readonly ConfigLine[], ...lines: string[]): Notice {
	const worst = (['failed', 'warning'] as const).find((outcome) => steps.some((step) => step.outcome === outcome));
	return { outcome: worst ?? 'ok', lines, steps: [...steps] };
}
