import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { ManagedGuild } from '../lib/dashboard/GuildAccess.js';
import type { Notice } from '../lib/dashboard/Notices.js';

/** What stands around a page, and what its components need of the request. */
export interface PageContext {
	/** Path of the dashboard, with the host's prefix: `/api/dashboard`. */
	home: string;
	/** The address of this page, for marking where one is. */
	path: string;
	/** Who is logged in. */
	person: string | null;
	/** The server that the page is about. */
	guild: ManagedGuild | null;
	/** All servers of this person, to change between them. */
	guilds: readonly ManagedGuild[];
	notice: Notice | null;
	/** The value that a form must bring, see `Form`. */
	formToken(form: string): string;
}

const ContextOfPage = createContext<PageContext | null>(null);

export const PageContextProvider = ContextOfPage.Provider;

/** For components: the frame of the page that they are on. */
export function usePageContext(): PageContext {
	const frame = useContext(ContextOfPage);
	if (!frame) throw new Error('A component of the dashboard stands outside of its frame.');
	return frame;
}

/** One page of the dashboard, without what stands around it. */
export interface Page {
	/** @default 200 */
	status?: number;
	title: string;
	content: VNode;
}
