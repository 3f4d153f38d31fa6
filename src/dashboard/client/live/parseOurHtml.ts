interface HtmlPolicy {
	createHTML(html: string): string;
}

/** Not in TypeScript's types yet. */
declare const trustedTypes: { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy } | undefined;

/**
 * The only place where text becomes HTML: the policy of our pages (`require-trusted-types-for`) refuses all others. The text is
 * rendered and escaped by our server, and comes from our own address.
 */
const policy: HtmlPolicy =
	typeof trustedTypes === 'undefined'
		? { createHTML: (html) => html }
		: trustedTypes.createPolicy('kick-dashboard', { createHTML: (html) => html });

/** Its outermost element. */
export function parseOurHtml(html: string): HTMLElement | null {
	const template = document.createElement('template');
	template.innerHTML = policy.createHTML(html);
	const element = template.content.firstElementChild;
	return element instanceof HTMLElement ? element : null;
}
