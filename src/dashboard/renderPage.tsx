import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Layout, StandaloneLayout } from './components/Layout.js';
import { type Page, type PageContext, PageContextProvider } from './PageContext.js';

/** Renders the whole HTML of a page of the dashboard. JSX escapes all text. */
export function renderPage({ title, content }: Page, context: PageContext): string {
	const html = renderFragment(<Layout title={title}>{content}</Layout>, context);
	return `<!doctype html>${html}`;
}

/** Renders the whole HTML of a page that needs neither dashboard nor login. */
export function renderStandalonePage({ title, content }: Page): string {
	return `<!doctype html>${renderToString(<StandaloneLayout title={title}>{content}</StandaloneLayout>)}`;
}

/** Renders a part of a page, for a page that is open already. */
export function renderFragment(node: ComponentChild, context: PageContext): string {
	return renderToString(<PageContextProvider value={context}>{node}</PageContextProvider>);
}
