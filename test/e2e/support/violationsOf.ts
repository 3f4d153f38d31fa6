import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Everything on a page that axe objects to. */
export async function violationsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	// In the page it is a global of another name space than our import.
	const { violations } = await page.evaluate<AxeResults>('axe.run()');
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
