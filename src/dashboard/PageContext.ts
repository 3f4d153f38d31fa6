import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Notice } from '../lib/dashboard/Notices.js';
import type { Access } from '../lib/editors/GuildRights.js';

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
interface AddableGuild extends ShownGuild {
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
	/** All servers that this person may open, for the server menu. */
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
	/** Whether the person may edit a section of the page's server, or has the named right. */
	can(access: Access): boolean;
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
		can: () => false,
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

/** Stream that updates a page. */
export interface LiveStream {
	/** Path of the stream below the server: `log/stream`. */
	stream: string;
	/** Mark of what the page already shows. Its format belongs to the stream. */
	seen: string;
	/** Further query fields of the stream. */
	query?: Readonly<Record<string, string | undefined>>;
}

/** One page of the dashboard, without its frame. */
export interface Page {
	/** @default 200 */
	status?: number;
	title: string;
	/** Main heading, if it is not the title: a sentence with names from outside. */
	heading?: VNode;
	/** Stream that updates the page. Its state is shown below the title. */
	live?: LiveStream;
	/** Line below the title of a page without a stream. */
	subtitle?: VNode;
	/** Buttons beside the title. */
	actions?: VNode;
	/** Whether the page is a short text that is easier to read in a narrow column. */
	isNarrow?: boolean;
	/** Whether the page is as high as the window, and a part of it scrolls. */
	isFull?: boolean;
	content: VNode;
}
