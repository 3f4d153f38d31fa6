import { connectionScript } from './connectionScript.js';
import { entryScript } from './entryScript.js';
import { pageHtml } from './pageHtml.js';
import { pageScript } from './pageScript.js';
import { pageStyle } from './pageStyle.js';
import { suggestionScript } from './suggestionScript.js';

const JavaScript = 'text/javascript';

/** Everything that the browser loads. The scripts are ES modules that it runs as they are. */
export const pageFiles = [
	{ path: '/', type: 'text/html', text: pageHtml },
	{ path: '/style.css', type: 'text/css', text: pageStyle },
	{ path: '/script.js', type: JavaScript, text: pageScript },
	{ path: '/connection.js', type: JavaScript, text: connectionScript },
	{ path: '/entries.js', type: JavaScript, text: entryScript },
	{ path: '/suggestions.js', type: JavaScript, text: suggestionScript }
] as const;
