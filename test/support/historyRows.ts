import type { Page } from '../../sandbox/browser/Page.js';

/** Row of the history as people read it. */
export interface HistoryRow {
	change: string;
	who: string;
	before: string;
	after: string;
	/** Text of the button, or the reason why there is none. */
	undo: string;
}

/** Reads the rows of the history page, newest first. */
export function historyRows({ html }: Page): HistoryRow[] {
	const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? '';
	return body
		.split('</tr>')
		.filter((row) => row.includes('<th'))
		.map((row) => {
			const [change = '', , who = '', before = '', after = '', undo = ''] = row.split(/<\/t[hd]>/).map(textOf);
			return { change, who, before, after, undo };
		});
}

function textOf(html: string): string {
	return html
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
