import { DashboardName } from '../navigation.js';
import { usePageContext } from '../PageContext.js';
import { AccountMenu } from './AccountMenu.js';
import { AvatarButton } from './AvatarButton.js';
import { Brand } from './Brand.js';
import { Document } from './Document.js';
import { PageAssets } from './PageAssets.js';
import { type FrameProps, PageMain } from './PageMain.js';

/** Frame of the pages that belong to no server: welcome, list of servers, messages. */
export function PlainFrame(props: FrameProps) {
	const { theme } = usePageContext();
	return (
		<Document
			title={`${props.page.title} · ${DashboardName}`}
			assets={<PageAssets />}
			theme={theme}
			class="plain-frame"
		>
			<header class="topbar">
				<Brand />
				<AvatarButton />
			</header>
			<AccountMenu />
			<PageMain {...props} />
			<footer class="foot">sapphire-plugin-kick</footer>
		</Document>
	);
}
