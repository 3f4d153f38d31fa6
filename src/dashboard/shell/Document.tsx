import type { ComponentChildren } from 'preact';
import { escapeControls } from '../../lib/escapeControls.js';
import type { Theme } from '../PageContext.js';

export interface DocumentProps {
	title: string;
	/** Style and script, as elements of the head. */
	assets?: ComponentChildren;
	/** `system` follows the browser. @default 'system' */
	theme?: Theme;
	/** Layout of the body. */
	class: 'shell' | 'plain-frame';
	children: ComponentChildren;
}

/** HTML document that all pages share. Its children contain an element with the id `main`. */
export function Document({ title, assets, theme = 'system', class: className, children }: DocumentProps) {
	return (
		<html lang="en" data-theme={theme === 'system' ? undefined : theme}>
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>{escapeControls(title)}</title>
				{assets}
			</head>
			<body class={className}>
				<a class="skip" href="#main">
					Skip to the content
				</a>
				{children}
			</body>
		</html>
	);
}
