import type { Page } from 'playwright-core';
import type { Community } from '../../support/TestWorld.js';
import type { Visitor } from './Visitor.js';

export interface PageOfDashboard {
	name: string;
	/** Brings somebody there who is logged in, from wherever they are. */
	open(visitor: Visitor): Promise<unknown>;
	/** For whoever is not logged in. */
	isPublic?: boolean;
}

export interface Scene {
	/** Where the evening was played. */
	filled: Community;
	/** Where nothing is set up yet, of the same manager. */
	empty: Community;
	eventId: string;
}

/** Each page of the dashboard, as it looks when there is something on it. */
export function everyPage({ filled, empty, eventId }: Scene): PageOfDashboard[] {
	const at = (path: string) => (visitor: Visitor) => visitor.open(`/${filled.guild.id}/${path}`);
	return [
		{ name: 'welcome', isPublic: true, open: (visitor) => visitor.open('') },
		{ name: 'servers', open: (visitor) => visitor.open('') },
		{ name: 'settings', open: at('settings') },
		{ name: 'settings-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/settings`) },
		{ name: 'unlink', open: at('settings/unlink') },
		{ name: 'chat', open: at('chat') },
		{ name: 'activity', open: at('activity?hours=1') },
		{ name: 'activity-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/activity`) },
		{ name: 'log', open: at('log') },
		{ name: 'log-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/log`) },
		{ name: 'event', open: at(`log/${eventId}`) },
		{ name: 'not-found', open: (visitor) => visitor.open('/1/settings') },
		{ name: 'sent', open: (visitor) => send(visitor, filled) }
	];
}

/** What a form answers with: here the chat, with how the message went. */
async function send(visitor: Visitor, { guild }: Community): Promise<Page> {
	await visitor.open(`/${guild.id}/chat`);
	await visitor.page.getByRole('textbox', { name: 'Message' }).fill('Two minutes to the raid');
	await visitor.press('Send');
	await visitor.isTold('Sent by');
	return visitor.page;
}

/** Everything unfolded: menus are part of a page, too. */
export async function unfold(page: Page): Promise<void> {
	await page.evaluate(() => {
		for (const details of document.querySelectorAll('details:not(.menu)')) details.setAttribute('open', '');
	});
}
