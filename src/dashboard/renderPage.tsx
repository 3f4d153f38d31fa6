import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Layout } from './components/Layout.js';
import type { Page } from './Page.js';
import { type Frame, FrameProvider } from './PageContext.js';

/** The whole HTML of a page. Whatever it shows is text: JSX escapes it. */
export function renderPage({ title, content }: Page, frame: Frame): string {
	const html = renderToString(
		<FrameProvider value={frame}>
			<Layout title={title}>{content}</Layout>
		</FrameProvider>
	);
	return `<!doctype html>${html}`;
}

/** A part of a page, for a page that is open already. */
export function renderFragment(node: ComponentChild, frame: Frame): string {
	return renderToString(<FrameProvider value={frame}>{node}</FrameProvider>);
}
