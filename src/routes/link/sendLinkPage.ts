import type { ServerResponse } from 'node:http';
import { container } from '@sapphire/framework';
import { InlineStyleHash } from '../../dashboard/assets.js';
import type { Page } from '../../dashboard/PageContext.js';
import { invitationPage, outcomePage } from '../../dashboard/pages/linkPages.js';
import { renderStandalonePage } from '../../dashboard/renderPage.js';
import type { LinkInvitation } from '../../lib/accounts/Linking.js';
import type { LinkOutcome } from '../../lib/accounts/linkOutcome.js';
import { RoutePaths } from '../../lib/config/publicUrls.js';

/** Sends the page behind the link button. */
export function sendInvitation(response: ServerResponse, invitation: LinkInvitation, state: string): void {
	sendLinkPage(response, invitationPage(invitation, { action: pathOf('link'), state }), ["'self'", ...kickSites()]);
}

/** Sends the page that says how a link ended. */
export function sendOutcomePage(response: ServerResponse, outcome: LinkOutcome): void {
	const dashboard = container.kick.dashboard?.urls.dashboard ?? null;
	const page = outcomePage(outcome, { action: pathOf('otherLinks'), dashboard });
	sendLinkPage(response, page, outcome.private?.others ? ["'self'"] : []);
}

/**
 * Sends a page without scripts, pictures or other files.
 *
 * @param formTargets Sources that the page's form may lead to; empty for a page without a form.
 */
export function sendLinkPage(response: ServerResponse, page: Page, formTargets: readonly string[] = []): void {
	const html = renderStandalonePage(page);
	const policy = [
		"default-src 'none'",
		`style-src ${InlineStyleHash}`,
		"base-uri 'none'",
		`form-action ${formTargets.length > 0 ? formTargets.join(' ') : "'none'"}`,
		"frame-ancestors 'none'"
	];
	response.setHeader('Content-Security-Policy', policy.join('; '));
	// With `no-referrer` browsers send a form with `Origin: null`. Neither value shows the address to other sites.
	if (formTargets.length > 0) response.setHeader('Referrer-Policy', 'same-origin');
	response.writeHead(page.status ?? 200, {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Length': Buffer.byteLength(html)
	});
	response.end(html);
}

/** Path of a route as browsers see it. */
function pathOf(route: 'link' | 'otherLinks'): string {
	const { app } = container.kick.config;
	return app ? new URL(app.urls[route]).pathname : `/${RoutePaths[route]}`;
}

/**
 * Kick's OAuth host, its website, and the website's other hosts.
 *
 * Chromium and Safari apply `form-action` to every redirect behind a form, so it must name all of them.
 *
 * @see https://github.com/w3c/webappsec-csp/issues/8
 */
function kickSites(): string[] {
	const { idBaseUrl, webBaseUrl } = container.kick.config;
	const { hostname, protocol } = new URL(webBaseUrl);
	const isDomain = /[a-z]$/i.test(hostname) && hostname.includes('.');
	return [...new Set([idBaseUrl, webBaseUrl, ...(isDomain ? [`${protocol}//*.${hostname}`] : [])])];
}
