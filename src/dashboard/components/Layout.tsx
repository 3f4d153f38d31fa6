import type { ComponentChildren } from 'preact';
import { escapeControls } from '../../lib/escapeControls.js';
import { Script, Style } from '../assets.js';
import { usePageContext } from '../PageContext.js';
import { AccountMenu } from './AccountMenu.js';
import { Document } from './Document.js';
import { GuildMenu } from './GuildMenu.js';
import { GuildTabs } from './GuildTabs.js';
import { NoticeBox } from './NoticeBox.js';

export interface LayoutProps {
	title: string;
	children: ComponentChildren;
}

/** Frame of every page of the dashboard: navigation, notice and the page itself. */
export function Layout({ title, children }: LayoutProps) {
	const { home, guild, notice } = usePageContext();
	const assets = (
		<>
			<link rel="icon" href="data:," />
			<link rel="stylesheet" href={`${home}/assets/${Style.name}`} />
			<script src={`${home}/assets/${Script.name}`} defer />
		</>
	);
	const header = (
		<>
			<a class="brand" href={home}>
				Kick dashboard
			</a>
			<GuildMenu />
			<AccountMenu />
		</>
	);
	return (
		<Document
			title={[title, guild?.name, 'Kick dashboard'].filter(Boolean).join(' · ')}
			assets={assets}
			header={header}
		>
			<GuildTabs />
			<NoticeBox notice={notice} />
			<h1>{title}</h1>
			{children}
		</Document>
	);
}

/**
 * Frame of a page that needs no dashboard: the link pages also work where the dashboard is off.
 *
 * The style is inline because the route of the assets belongs to the dashboard. `StyleHash` lets the policy allow it.
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
