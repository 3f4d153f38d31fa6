/** Everything works without this script: it only saves people a step, and shows what happens as it happens. */
import { followChats } from './chat.js';
import { sendFormsOnce } from './forms.js';
import { LiveStream } from './live/LiveStream.js';
import { closeMenusWhenLeft } from './menus.js';
import { showLocalTimes } from './times.js';

// A page that comes back from the browser's history has its buttons as they were left, and a form that is used up.
addEventListener('pageshow', ({ persisted }) => {
	if (persisted) location.reload();
});

sendFormsOnce();
followChats();
closeMenusWhenLeft();
showLocalTimes(document);
for (const status of document.querySelectorAll<HTMLElement>('[data-stream]')) new LiveStream(status).start();
