import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Page, type PageContext, PageContextProvider } from './PageContext.js';
import { AppShell } from './shell/AppShell.js';
import { PlainFrame } from './shell/PlainFrame.js';
import { StandaloneFrame } from './shell/StandaloneFrame.js';

/** Renders the whole HTML of a page of the dashboard. JSX escapes all text. */
export function renderPage(page: Page, context: PageContext): string {
	const Frame = context.guild ? AppShell : PlainFrame;
	return `<!doctype html>${renderFragment(<Frame page={page} />, context)}`;
}

/** Renders the whole HTML of a page that needs neither dashboard nor login. */
export function renderStandalonePage(page: Page): string {
	return `<!doctype html>${renderToString(<StandaloneFrame page={page} />)}`;
}

/** Renders a part of a page, for a page that is open already. */
export function renderFragment(node: ComponentChild, context: PageContext): string {
	return renderToString(<PageContextProvider value={context}>{node}</PageContextProvider>);
}
