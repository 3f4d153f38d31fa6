import { LiveStatus } from '../components/LiveStatus.js';
import { NoticeBox } from '../components/NoticeBox.js';
import { PageHeader } from '../design/PageHeader.js';
import { type Page, usePageContext } from '../PageContext.js';

export interface FrameProps {
	page: Page;
}

/** Main part of a page: the result of the last form, the heading, and the content. */
export function PageMain({ page: { title, heading, actions, content, isNarrow, live, subtitle } }: FrameProps) {
	const { notice } = usePageContext();
	return (
		<main id="main" class={isNarrow ? 'narrow' : undefined}>
			<NoticeBox notice={notice} />
			<PageHeader title={heading ?? title} subtitle={live ? <LiveStatus {...live} /> : subtitle} actions={actions} />
			{content}
		</main>
	);
}
