import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Layout } from './components/Layout.js';
import { type Page, type PageContext, PageContextProvider } from './PageContext.js';

/** The whole HTML of a page. Whatever it shows is text: JSX escapes it. */
export function renderPage({ title, content }: Page, frame: PageContext): string {
	const html = renderToString(
		<PageContextProvider value={frame}>
			<Layout title={title}>{content}</Layout>
		</PageContextProvider>
	);
	return `<!doctype html>${html}`;
}

/** A part of a page, for a page that is open already. */
export function renderFragment(node: ComponentChild, frame: PageContext): string {
	return renderToString(<PageContextProvider value={frame}>{node}</PageContextProvider>);
}
