import type { Notice } from '../../lib/dashboard/Notices.js';
import { CheckList } from './CheckList.js';
import { Advice } from './HintText.js';

/** What became of the form that was just sent. */
export function NoticeBox({ notice }: { notice: Notice | null }) {
	if (!notice) return null;
	const { outcome, lines, steps = [] } = notice;
	return (
		<div class={`notice ${outcome}`} role={outcome === 'ok' ? 'status' : 'alert'}>
			{lines.map((line) => (
				<p key={line}>
					<Advice text={line} />
				</p>
			))}
			{steps.length > 0 && <CheckList lines={steps} />}
		</div>
	);
}
