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
				Connect a Discord server with a Kick channel, see what arrives from Kick, and chat. You need the permission
				Manage Server there.
			</p>
			<p>
				<a class="button" href={`${home}/login`}>
					Log in with Discord
				</a>
			</p>
			<p class="muted">Discord tells this bot your name and your servers, and nothing else.</p>
		</div>
	);
}
