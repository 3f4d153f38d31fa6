import type { ComponentChildren } from 'preact';
import { escapeControls } from '../../lib/escapeControls.js';

export interface DocumentProps {
	title: string;
	/** Style and script, as elements of the head. */
	assets: ComponentChildren;
	/** Content of the bar at the top. */
	header: ComponentChildren;
	children: ComponentChildren;
}

/** HTML document that all pages share: head, bar, main part and footer. */
export function Document({ title, assets, header, children }: DocumentProps) {
	return (
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>{escapeControls(title)}</title>
				{assets}
			</head>
			<body>
				<a class="skip" href="#main">
					Skip to the content
				</a>
				<header class="bar">
					<div>{header}</div>
				</header>
				<main id="main">{children}</main>
				<footer class="foot">sapphire-plugin-kick</footer>
			</body>
		</html>
	);
}
