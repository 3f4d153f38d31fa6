/** Service whose authorization server is simulated. */
export interface OAuthSite {
	/** Shown in the title of each page. */
	name: string;
	/** Form targets. */
	paths: { signIn: string; authorize: string };
	/** Name of the sign-in form's field with the account's id. */
	accountField: string;
	/** Answer of a person who does not consent. */
	refusal: { value: string; label: string };
}

export interface ConsentDetails {
	title: string;
	requestId: string;
	signedInAs: string;
	/** Sentence above the list of scopes. */
	introduction: string;
	scopes: readonly string[];
}

/** Page on which the signed-in person allows or refuses access. */
export function consentPage({ name, paths, refusal }: OAuthSite, details: ConsentDetails): string {
	const { title, requestId, signedInAs, introduction, scopes } = details;
	return page(
		name,
		title,
		`<p>Signed in as <strong>${escapeHtml(signedInAs)}</strong></p>
<p>${escapeHtml(introduction)}</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="post" action="${paths.authorize}">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="${refusal.value}">${refusal.label}</button>
</form>`
	);
}

/** Page that asks which account the browser belongs to. */
export function signInPage(
	{ name, paths, accountField }: OAuthSite,
	requestId: string,
	accounts: readonly { id: string | number; name: string }[]
): string {
	const buttons = accounts.map(
		(account) => `<button name="${accountField}" value="${account.id}">${escapeHtml(account.name)}</button>`
	);
	return page(
		name,
		'Sign in',
		`<p>No account is signed in here. Continue as:</p>
<form method="post" action="${paths.signIn}">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
${buttons.join('\n')}
</form>`
	);
}

/** Page that says why a request was refused. */
export function problemPage({ name }: OAuthSite, problem: string): string {
	return page(name, 'Invalid request', `<p>${escapeHtml(problem)}</p>`);
}

/** Makes a page of the site. The content is HTML. */
export function page(siteName: string, title: string, content: string): string {
	return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)} - simulated ${siteName}</title></head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>`;
}

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
