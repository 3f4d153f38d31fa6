import { html, script, style } from '../../generated/demoPage.js';

/** Files that the browser loads. */
export const pageFiles = [
	{ path: '/', type: 'text/html', text: html },
	{ path: '/style.css', type: 'text/css', text: style },
	{ path: '/script.js', type: 'text/javascript', text: script }
] as const;
