import type { SimulatedUser } from '../world/entities.js';

export function consentPage(requestId: string, application: string, user: SimulatedUser, scopes: readonly string[]) {
	return page(
		`${application} wants to access your account`,
		`<p>Signed in as <strong>${escapeHtml(user.name)}</strong></p>
<p>This will allow the developer of ${escapeHtml(application)} to:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="request" value="${requestId}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="cancel">Cancel</button>
</form>`
	);
}

export function signInPage(requestId: string, people: readonly SimulatedUser[]): string {
	const buttons = people.map(({ id, name }) => `<button name="user" value="${id}">${escapeHtml(name)}</button>`);
	return page(
		'Sign in',
		`<p>Nobody is signed in here. Go on as:</p>
<form method="post" action="/oauth2/sign-in">
<input type="hidden" name="request" value="${requestId}">
${buttons.join('\n')}
</form>`
	);
}

export function problemPage(problem: string): string {
	return page('Invalid request', `<p>${escapeHtml(problem)}</p>`);
}

function page(title: string, content: string): string {
	return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)} - simulated Discord</title></head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
