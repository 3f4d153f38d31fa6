import { Icon } from '../design/Icon.js';
import { BottomBarPages } from '../navigation.js';
import { PageLink, useMayOpen } from './PageNavigation.js';

/** Bar at the bottom of a phone: the pages that people open most, and a button for the others. */
export function BottomBar() {
	return (
		<nav class="bottombar" aria-label="Most used pages">
			{BottomBarPages.filter(useMayOpen()).map((page) => (
				<PageLink key={page.path} page={page} />
			))}
			<button type="button" popovertarget="navigation">
				<Icon name="menu" />
				<span>More</span>
			</button>
		</nav>
	);
}
