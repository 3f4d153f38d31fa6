import type { ComponentChildren } from 'preact';
import { escapeControls } from '../../lib/escapeControls.js';
import { Script, Style } from '../assets.js';
import { usePageContext } from '../PageContext.js';
import { AccountMenu } from './AccountMenu.js';
import { GuildMenu } from './GuildMenu.js';
import { GuildTabs } from './GuildTabs.js';
import { NoticeBox } from './NoticeBox.js';

export interface LayoutProps {
	title: string;
	children: ComponentChildren;
}

/** The frame of every page: head, navigation, notice, the page itself. */
export function Layout({ title, children }: LayoutProps) {
	const { home, guild, notice } = usePageContext();
	return (
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>{escapeControls([title, guild?.name, 'Kick dashboard'].filter(Boolean).join(' · '))}</title>
				<link rel="icon" href="data:," />
				<link rel="stylesheet" href={`${home}/assets/${Style.name}`} />
				<script src={`${home}/assets/${Script.name}`} defer />
			</head>
			<body>
				<a class="skip" href="#main">
					Skip to the content
				</a>
				<header class="bar">
					<div>
						<a class="brand" href={home}>
							Kick dashboard
						</a>
						<GuildMenu />
						<AccountMenu />
					</div>
				</header>
				<main id="main">
					<GuildTabs />
					<NoticeBox notice={notice} />
					<h1>{title}</h1>
					{children}
				</main>
				<footer class="foot">sapphire-plugin-kick</footer>
			</body>
		</html>
	);
}
