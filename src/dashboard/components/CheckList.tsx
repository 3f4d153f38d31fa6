import type { ConfigLine } from '../../lib/diagnosis/ConfigReport.js';
import { HintText } from './HintText.js';

const Marks: Readonly<Record<ConfigLine['outcome'], { sign: string; words: string }>> = {
	ok: { sign: '✓', words: 'OK: ' },
	warning: { sign: '!', words: 'Warning: ' },
	failed: { sign: '✗', words: 'Problem: ' }
};

export interface CheckListProps {
	lines: readonly ConfigLine[];
	/** Id for a list that a stream updates. */
	id?: string;
}

/** Results of checks or steps, by colour, by sign, and in words for screen readers. */
export function CheckList({ lines, id }: CheckListProps) {
	return (
		<ul class="plain checks" id={id}>
			{lines.map(({ outcome, text }) => (
				<li key={text}>
					<span class={`mark ${outcome}`} aria-hidden="true">
						{Marks[outcome].sign}
					</span>
					<span>
						<span class="hidden">{Marks[outcome].words}</span>
						<HintText text={text} />
					</span>
				</li>
			))}
		</ul>
	);
}
