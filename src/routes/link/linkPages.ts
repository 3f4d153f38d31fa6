import { container } from '@sapphire/framework';
import type { LinkInvitation } from '../../lib/accounts/Linking.js';
import type { LinkOutcome, OfferedLinks } from '../../lib/accounts/linkOutcome.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import type { Page, PageForm } from '../../lib/http/page.js';

/** What a link is for, and a button that leads on to Kick. */
export function invitationPage({ account, channel, guildName, press }: LinkInvitation, state: string): Page {
	return {
		status: 200,
		title: account === 'bot' ? 'Link the bot account' : 'Link a Kick channel to a Discord server',
		facts: [
			['Discord server', guildName],
			['Kick account', account === 'bot' ? 'the account that this bot writes as' : whose(channel)]
		],
		lines: [
			account === 'bot'
				? 'Sign in to Kick as the account that the bot should write as. It then writes in the Kick chat of every Discord server that uses this bot.'
				: 'The bot then reads the chat and the events of the channel for this Discord server, and writes in the chat. Managers of the server can see both.',
			'Kick uses the account that this browser is signed in to.',
			'If you do not know this Discord server, or did not expect this page, close it. Nothing has changed yet.'
		],
		form: {
			action: pathOf('link'),
			fields: { state, press },
			buttons: [{ label: 'Continue to Kick' }],
			leadsTo: kickSites()
		}
	};
}

/** How a link ended. */
export function outcomePage({ guildId, lines, ok, private: hidden, status, title }: LinkOutcome): Page {
	const others = hidden?.others;
	return {
		status,
		title,
		lines: [...lines, ...(hidden?.lines ?? []), ...(ok && !others ? ['You can close this page.'] : [])],
		form: others ? othersForm(others) : undefined,
		link: dashboardLink(guildId)
	};
}

function othersForm({ servers, ticket, username }: OfferedLinks): PageForm {
	return {
		action: pathOf('otherLinks'),
		fields: { ticket },
		isOptional: true,
		lead: `${username} is also linked to the Discord servers below. You own the account, so you can unlink it from each of them.`,
		buttons: servers.map(({ guildId, name }) => ({ label: `Unlink from ${name}`, name: 'guild', value: guildId }))
	};
}

function whose(channel: string | null): string {
	return channel
		? `the owner of the channel ${channel}`
		: 'the streamer. The channel of this account is set for the server';
}

/** Path as browsers see it. */
function pathOf(route: 'link' | 'otherLinks'): string {
	const { app } = container.kick.config;
	return app ? new URL(app.urls[route]).pathname : `/${RoutePaths[route]}`;
}

/** Where Kick may lead a browser on the way to its consent page: its OAuth host, its website, and the website's other hosts. */
function kickSites(): string[] {
	const { idBaseUrl, webBaseUrl } = container.kick.config;
	const { hostname, protocol } = new URL(webBaseUrl);
	const isDomain = /[a-z]$/i.test(hostname) && hostname.includes('.');
	return [...new Set([idBaseUrl, webBaseUrl, ...(isDomain ? [`${protocol}//*.${hostname}`] : [])])];
}

/** For people who came from there; others may like to see it, too. */
function dashboardLink(guildId: string | undefined): Page['link'] {
	const home = container.kick.dashboard?.urls.dashboard;
	if (!home) return undefined;
	return { href: guildId === undefined ? home : `${home}/${guildId}`, label: 'To the dashboard' };
}
