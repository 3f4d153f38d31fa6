import type { Account } from '../world/Account.js';

export function consentPage(requestId: string, account: Account, scopes: string[]): string {
	return page(
		'Authorize app',
		`<p>Signed in as <strong>${escapeHtml(account.username)}</strong></p>
<p>The app asks for:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`
	);
}

export function signInPage(requestId: string, accounts: readonly Account[]): string {
	const buttons = accounts.map(
		({ userId, username }) => `<button name="account" value="${userId}">${escapeHtml(username)}</button>`
	);
	return page(
		'Sign in',
		`<p>Nobody is signed in here. Go on as:</p>
<form method="post" action="/oauth/sign-in">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
${buttons.join('\n')}
</form>`
	);
}

function page(title: string, content: string): string {
	return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} - simulated Kick</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
