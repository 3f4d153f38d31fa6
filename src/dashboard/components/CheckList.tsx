import type { ConfigLine } from '../../lib/diagnosis/ConfigReport.js';

const Marks: Readonly<Record<ConfigLine['outcome'], { sign: string; words: string }>> = {
	ok: { sign: '✓', words: 'Fine: ' },
	warning: { sign: '!', words: 'Look at this: ' },
	failed: { sign: '✗', words: 'Missing: ' }
};

/** Lines of `check_kick_config`: by colour, by sign, and in words for those who see neither. */
export function CheckList({ lines }: { lines: readonly ConfigLine[] }) {
	return (
		<ul class="plain checks">
			{lines.map(({ outcome, text }) => (
				<li key={text}>
					<span class={`mark ${outcome}`} aria-hidden="true">
						{Marks[outcome].sign}
					</span>
					<span>
						<span class="hidden">{Marks[outcome].words}</span>
						{text}
					</span>
				</li>
			))}
		</ul>
	);
}
