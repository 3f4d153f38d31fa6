import { LiveStatus } from '../components/LiveStatus.js';
import { NoticeBox } from '../components/NoticeBox.js';
import { PageHeader } from '../design/PageHeader.js';
import { type Page, usePageContext } from '../PageContext.js';

export interface FrameProps {
	page: Page;
}

/** Main part of a page: the result of the last form, the heading, and the content. */
export function PageMain({ page }: FrameProps) {
	const { title, heading, actions, content, isNarrow, isFull, live, subtitle } = page;
	const { notice } = usePageContext();
	return (
		<main id="main" class={isNarrow ? 'narrow' : isFull ? 'full' : undefined}>
			<NoticeBox notice={notice} />
			<PageHeader title={heading ?? title} subtitle={live ? <LiveStatus {...live} /> : subtitle} actions={actions} />
			{content}
		</main>
	);
}
