import { DashboardName } from '../navigation.js';
import { usePageContext } from '../PageContext.js';
import { AccountMenu } from './AccountMenu.js';
import { AvatarButton } from './AvatarButton.js';
import { BottomBar } from './BottomBar.js';
import { Brand } from './Brand.js';
import { Document } from './Document.js';
import { PageAssets } from './PageAssets.js';
import { type FrameProps, PageMain } from './PageMain.js';
import { PageNavigation } from './PageNavigation.js';
import { ServerMenu, ServerSwitch } from './ServerMenu.js';

/**
 * Frame of a server's pages: a sidebar, and on a phone a bar at the bottom.
 *
 * On a phone the sidebar is a drawer. It is a popover, so that it works without a script.
 */
export function AppShell(props: FrameProps) {
	const { guild, theme } = usePageContext();
	const title = [props.page.title, guild?.name, DashboardName].filter(Boolean).join(' · ');
	return (
		<Document title={title} assets={<PageAssets />} theme={theme} class="shell">
			<header class="topbar">
				<Brand isShort />
				<ServerSwitch />
				<AvatarButton />
			</header>
			<aside class="sidebar" id="navigation" popover="auto" aria-label="Navigation">
				<Brand />
				<ServerSwitch />
				<PageNavigation />
				<AvatarButton isWide />
			</aside>
			<ServerMenu />
			<AccountMenu />
			<PageMain {...props} />
			<BottomBar />
		</Document>
	);
}
