import type { GuildStatus } from '../../lib/dashboard/GuildOverview.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { UntrustedText } from '../components/UntrustedText.js';
import { type Page, usePageContext } from '../PageContext.js';

/** Servers of the person who is logged in. */
export function guildListPage(guilds: readonly GuildStatus[]): Page {
	return { title: 'Your servers', content: guilds.length > 0 ? <GuildList guilds={guilds} /> : <NoGuilds /> };
}

function GuildList({ guilds }: { guilds: readonly GuildStatus[] }) {
	const { home } = usePageContext();
	return (
		<ul class="plain cards">
			{guilds.map((guild) => (
				<li key={guild.id}>
					<div class="card">
						<h2>
							<a href={`${home}/${guild.id}`}>
								<UntrustedText text={guild.name} />
							</a>
						</h2>
						<p class="muted">{escapeControls(statusText(guild))}</p>
					</div>
				</li>
			))}
		</ul>
	);
}

function NoGuilds() {
	return (
		<div class="card">
			<p>
				You have no servers here yet. A server appears if this bot is in it and you have the Manage Server permission.
			</p>
		</div>
	);
}

function statusText({ channel, account }: GuildStatus): string {
	if (!channel) return 'No Kick channel yet';
	if (account === 'none') return `${channel}: no Kick account linked yet`;
	return account === 'relink' ? `${channel}: link the Kick account again` : `${channel}: linked`;
}
