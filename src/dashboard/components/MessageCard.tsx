import type { ComponentChildren } from 'preact';
import { escapeControls } from '../../lib/escapeControls.js';

export interface MessageCardProps {
	/** Plain sentences, one paragraph each. */
	lines: readonly string[];
	/** Buttons and links below the sentences. */
	children?: ComponentChildren;
}

/** Card of plain sentences. */
export function MessageCard({ lines, children }: MessageCardProps) {
	return (
		<div class="card">
			{lines.map((line) => (
				<p key={line}>{escapeControls(line)}</p>
			))}
			{children}
		</div>
	);
}
