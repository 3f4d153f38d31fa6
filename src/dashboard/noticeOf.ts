import type { Notice } from '../lib/dashboard/Notices.js';
import type { ConfigLine } from '../lib/diagnosis/ConfigReport.js';

/** What a report of several steps comes to: it is as good as its worst step. */
export function noticeOf(lines: readonly ConfigLine[]): Notice {
	const worst = (['failed', 'warning'] as const).find((outcome) => lines.some((line) => line.outcome === outcome));
	return { outcome: worst ?? 'ok', lines: lines.map(({ text }) => text) };
}
