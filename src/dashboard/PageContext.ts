import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Notice } from '../lib/dashboard/Notices.js';
import type { LiveStatusProps } from './components/LiveStatus.js';

/** `system` follows the browser. */
export type Theme = 'system' | 'light' | 'dark';

/** Discord server as the pages show it. */
export interface ShownGuild {
	id: string;
	name: string;
	/** Address of its icon, below the bot's own address. */
	picture: string | null;
}

/** Server that the bot can be added to. */
export interface AddableGuild extends ShownGuild {
	/** Address of Discord's page that adds the bot. */
	inviteUrl: string;
}

/** Frame of a page: the values of the request that its components need. */
export interface PageContext {
	/** Path of the dashboard, with the host's prefix: `/api/dashboard`. */
	home: string;
	/** Path of this page. The navigation marks it. */
	path: string;
	theme: Theme;
	/** Person who is logged in. */
	person: { name: string; picture: string | null } | null;
	/** Server that the page is about. */
	guild: ShownGuild | null;
	/** All servers that this person manages, for the server menu. */
	guilds: readonly ShownGuild[];
	/** Servers of this person without the bot. */
	addable: readonly AddableGuild[];
	/** Address of Discord's page that gives the bot of this server its permissions; `null` while it is not known. */
	inviteUrl: string | null;
	/** Scheme and host of Kick's website. */
	kickUrl: string;
	notice: Notice | null;
	/** Returns the address of a picture of Kick, below the bot's own address. `null`: it cannot be shown. */
	kickPicture(url: string | null): string | null;
	/** Creates the token of a form, see `Form`. */
	formToken(form: string): string;
}

/** Returns the context of a page that belongs to no request. */
export function bareContext(home: string): PageContext {
	return {
		home,
		path: '',
		theme: 'system',
		person: null,
		guild: null,
		guilds: [],
		addable: [],
		inviteUrl: null,
		kickUrl: 'https://kick.com',
		notice: null,
		kickPicture: () => null,
		formToken: () => ''
	};
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
	/** Main heading, if it is not the title: a sentence with names from outside. */
	heading?: VNode;
	/** Stream that updates the page. Its state is shown below the title. */
	live?: LiveStatusProps;
	/** Line below the title of a page without a stream. */
	subtitle?: VNode;
	/** Buttons beside the title. */
	actions?: VNode;
	/** Whether the page is a short text that is easier to read in a narrow column. */
	isNarrow?: boolean;
	content: VNode;
}
