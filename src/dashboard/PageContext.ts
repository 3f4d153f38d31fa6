import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { ManagedGuild } from '../lib/dashboard/GuildAccess.js';
import type { Notice } from '../lib/dashboard/Notices.js';

/** Frame of a page: the values of the request that its components need. */
export interface PageContext {
	/** Path of the dashboard, with the host's prefix: `/api/dashboard`. */
	home: string;
	/** Path of this page. The navigation marks it. */
	path: string;
	/** Name of the person who is logged in. */
	person: string | null;
	/** Server that the page is about. */
	guild: ManagedGuild | null;
	/** All servers that this person manages, for the server menu. */
	guilds: readonly ManagedGuild[];
	notice: Notice | null;
	/** Creates the token of a form, see `Form`. */
	formToken(form: string): string;
}

const ContextOfPage = createContext<PageContext | null>(null);

export const PageContextProvider = ContextOfPage.Provider;

/** Returns the context of the page that a component is on. */
export function usePageContext(): PageContext {
	const context = useContext(ContextOfPage);
	if (!context) throw new Error('A component of the dashboard was rendered without a page context.');
	return context;
}

/** One page of the dashboard, without its frame. */
export interface Page {
	/** @default 200 */
	status?: number;
	title: string;
	content: VNode;
}
