/** Script of the dashboard: live updates and small comforts. All pages work without it. */
import { followChats } from './chats.js';
import { openDialogs } from './dialogs.js';
import { sendFormsOnce } from './forms.js';
import { LiveStream } from './live/LiveStream.js';
import { closeNotices } from './notices.js';
import { searchPickers } from './pickers.js';
import { dropBrokenPictures } from './pictures.js';
import { switchTheme } from './theme.js';
import { showLocalTimes } from './times.js';

// A page from the browser's history still has disabled buttons and used form tokens.
addEventListener('pageshow', ({ persisted }) => {
	if (persisted) location.reload();
});

switchTheme();
dropBrokenPictures();
sendFormsOnce();
followChats();
closeNotices();
openDialogs();
searchPickers();
showLocalTimes(document);
for (const status of document.querySelectorAll<HTMLElement>('[data-stream]')) new LiveStream(status).start();
