import type { Notice } from '../../lib/dashboard/Notices.js';

/** What became of the form that was just sent. */
export function NoticeBox({ notice }: { notice: Notice | null }) {
	if (!notice) return null;
	return (
		<div class={`notice ${notice.outcome}`} role={notice.outcome === 'ok' ? 'status' : 'alert'}>
			{notice.lines.map((line) => (
				<p key={line}>{line}</p>
			))}
		</div>
	);
}
