import { escapeControls } from '../../lib/escapeControls.js';
import { Style } from '../assets.js';
import { Document } from './Document.js';
import type { LayoutProps } from './Layout.js';

/**
 * Frame of a page that needs no dashboard: the link pages also work where the dashboard is off.
 *
 * The style is inline, without escaping, because the route of the assets belongs to the dashboard. `StyleHash` lets the policy allow it.
 */
export function StandaloneLayout({ title, children }: LayoutProps) {
	const style = <style dangerouslySetInnerHTML={{ __html: Style.text }} />;
	return (
		<Document title={title} assets={style} header={<span class="brand">Kick account link</span>}>
			<h1>{escapeControls(title)}</h1>
			{children}
		</Document>
	);
}
