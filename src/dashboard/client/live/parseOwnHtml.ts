interface HtmlPolicy {
	createHTML(html: string): string;
}

/** TypeScript's types do not have it yet. */
declare const trustedTypes: { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy } | undefined;

/**
 * Only place where the script turns text into HTML. The pages' policy (`require-trusted-types-for`) blocks all others.
 * The text is safe because the bot's own server has rendered and escaped it.
 */
const policy: HtmlPolicy =
	typeof trustedTypes === 'undefined'
		? { createHTML: (html) => html }
		: trustedTypes.createPolicy('kick-dashboard', { createHTML: (html) => html });

/** Parses HTML and returns its outermost element. */
export function parseOwnHtml(html: string): HTMLElement | null {
	const template = document.createElement('template');
	template.innerHTML = policy.createHTML(html);
	const element = template.content.firstElementChild;
	return element instanceof HTMLElement ? element : null;
}
