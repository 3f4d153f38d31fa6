import { type Page, usePageContext } from '../PageContext.js';

export interface Message {
	status: number;
	title: string;
	/** Plain sentences: what happened and what to do next. */
	lines: readonly string[];
	/** Where to go on, below the dashboard. @default the first page */
	next?: { path: string; label: string };
}

/** A page that only says something: refusals, troubles, what to set. */
export function messagePage({ status, title, lines, next }: Message): Page {
	return { status, title, content: <Lines lines={lines} next={next ?? { path: '', label: 'To the dashboard' }} /> };
}

function Lines({ lines, next }: Required<Pick<Message, 'lines' | 'next'>>) {
	const { home } = usePageContext();
	return (
		<div class="card">
			{lines.map((line) => (
				<p key={line}>{line}</p>
			))}
			<p>
				<a href={next.path ? `${home}/${next.path}` : home}>{next.label}</a>
			</p>
		</div>
	);
}
