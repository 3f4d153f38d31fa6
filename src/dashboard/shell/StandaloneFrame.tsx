import { escapeControls } from '../../lib/escapeControls.js';
import { InlineStyle } from '../assets.js';
import { BrandMark } from '../design/BrandMark.js';
import type { Page } from '../PageContext.js';
import { Document } from './Document.js';

/**
 * Frame of a page that needs no dashboard: the link pages also work where the dashboard is off.
 *
 * The style is inline because the route of the assets belongs to the dashboard. `InlineStyleHash` lets the policy
 * allow it.
 */
export function StandaloneFrame({ page: { title, content } }: { page: Page }) {
	const style = <style dangerouslySetInnerHTML={{ __html: InlineStyle }} />;
	return (
		<Document title={title} assets={style} class="plain-frame">
			<header class="topbar">
				<span class="brand">
					<BrandMark />
					Kick account link
				</span>
			</header>
			<main id="main" class="narrow">
				<div class="page-header">
					<h1>{escapeControls(title)}</h1>
				</div>
				{content}
			</main>
		</Document>
	);
}
