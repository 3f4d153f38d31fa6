import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns everything on a page that axe objects to. */
export async function violationsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	// In the page, axe is a global that the import's types do not describe.
	const { violations } = await page.evaluate<AxeResults>('axe.run()');
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
