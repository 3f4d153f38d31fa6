import type { Page } from 'playwright-core';
import type { Community } from '../../support/TestWorld.js';
import type { Visitor } from './Visitor.js';

export interface PageOfDashboard {
	name: string;
	/** Brings a person who is logged in to this page. */
	open(visitor: Visitor): Promise<unknown>;
	/** Whether the page is for people who are not logged in. */
	isPublic?: boolean;
}

export interface Scene {
	/** The server with the scene. */
	filled: Community;
	/** A server of the same manager where nothing is set up yet. */
	empty: Community;
	eventId: string;
}

/** Returns each page of the dashboard, with content on it. */
export function everyPage({ filled, empty, eventId }: Scene): PageOfDashboard[] {
	const at = (path: string) => (visitor: Visitor) => visitor.open(`/${filled.guild.id}/${path}`);
	return [
		{ name: 'welcome', isPublic: true, open: (visitor) => visitor.open('') },
		{ name: 'design', isPublic: true, open: (visitor) => visitor.open('/design') },
		{ name: 'servers', open: (visitor) => visitor.open('') },
		{ name: 'overview', open: at('overview') },
		{ name: 'overview-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/overview`) },
		{ name: 'settings', open: at('settings') },
		{ name: 'settings-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/settings`) },
		{ name: 'unlink', open: at('settings/unlink') },
		{ name: 'chat', open: at('chat') },
		{ name: 'activity', open: at('activity?hours=1') },
		{ name: 'activity-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/activity`) },
		{ name: 'log', open: at('log') },
		{ name: 'log-empty', open: (visitor) => visitor.open(`/${empty.guild.id}/log`) },
		{ name: 'event', open: at(`log/${eventId}`) },
		{ name: 'history', open: at('history') },
		{ name: 'editors', open: at('editors') },
		{ name: 'not-found', open: (visitor) => visitor.open('/1/settings') },
		{ name: 'sent', open: (visitor) => send(visitor, filled) }
	];
}

/** Sends a form whose answer is a page: here the chat, with how the message was sent. */
async function send(visitor: Visitor, { guild }: Community): Promise<Page> {
	await visitor.open(`/${guild.id}/chat`);
	await visitor.page.getByRole('textbox', { name: 'Message' }).fill('Two minutes to the raid');
	await visitor.press('Send');
	await visitor.isTold('Sent by');
	return visitor.page;
}

/** Opens every menu, because menus are part of a page too. */
export async function unfold(page: Page): Promise<void> {
	await page.evaluate(() => {
		for (const details of document.querySelectorAll('details:not(.menu)')) details.setAttribute('open', '');
	});
}
