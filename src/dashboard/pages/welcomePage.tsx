import { type Page, usePageContext } from '../PageContext.js';

/** First page for visitors who are not logged in. */
export function welcomePage(): Page {
	return { title: 'Your Discord server in Kick chat', content: <Welcome /> };
}

function Welcome() {
	const { home } = usePageContext();
	return (
		<div class="card">
			<p>
				Connect a Discord server to a Kick channel, follow its events, and chat. You need the Manage Server permission
				in that server.
			</p>
			<p>
				<a class="button" href={`${home}/login`}>
					Log in with Discord
				</a>
			</p>
			<p class="muted">The bot reads only your name and your server list from Discord.</p>
		</div>
	);
}
