import type { GuildStatus } from '../../lib/dashboard/GuildOverview.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { Avatar } from '../design/Avatar.js';
import { Badge, type Tone } from '../design/Badge.js';
import { ButtonLink } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { type Page, usePageContext } from '../PageContext.js';

/** Servers of the person who is logged in, and those that the bot can be added to. */
export function guildListPage(guilds: readonly GuildStatus[]): Page {
	return {
		title: 'Your servers',
		content: (
			<div class="stack">
				{guilds.length > 0 ? <GuildList guilds={guilds} /> : <NoGuilds />}
				<AddableGuilds />
			</div>
		)
	};
}

function GuildList({ guilds }: { guilds: readonly GuildStatus[] }) {
	const { home, guilds: shown } = usePageContext();
	return (
		<ul class="plain cards">
			{guilds.map((guild) => (
				<li key={guild.id}>
					<div class="card server-card">
						<Avatar
							name={guild.name}
							picture={shown.find(({ id }) => id === guild.id)?.picture ?? null}
							kind="server"
							size="large"
						/>
						<div>
							<h2>
								<a href={`${home}/${guild.id}`}>
									<UntrustedText text={guild.name} />
								</a>
							</h2>
							<Status {...guild} />
						</div>
					</div>
				</li>
			))}
		</ul>
	);
}

function NoGuilds() {
	return (
		<div class="card">
			<EmptyState
				icon="server"
				title="You have no servers here yet"
				text="A server appears if this bot is in it and you have Manage Server, or a role that may edit it."
			/>
		</div>
	);
}

function AddableGuilds() {
	const { addable } = usePageContext();
	if (addable.length === 0) return null;
	return (
		<section aria-labelledby="addable" class="stack">
			<h2 id="addable">Add the bot to another server</h2>
			<ul class="plain cards">
				{addable.map(({ id, name, picture, inviteUrl }) => (
					<li key={id}>
						<div class="card server-card">
							<Avatar name={name} picture={picture} kind="server" size="large" />
							<div>
								<h3>
									<UntrustedText text={name} />
								</h3>
								<ButtonLink href={inviteUrl} kind="quiet" isSmall>
									<Icon name="plus" />
									Add to server
								</ButtonLink>
							</div>
						</div>
					</li>
				))}
			</ul>
		</section>
	);
}

function Status({ channel, account }: GuildStatus) {
	const [tone, text] = statusOf({ channel, account });
	return (
		<p class="muted">
			<Badge tone={tone}>{text}</Badge> {channel && escapeControls(channel)}
		</p>
	);
}

function statusOf({ channel, account }: Pick<GuildStatus, 'channel' | 'account'>): [tone: Tone, text: string] {
	if (!channel) return ['plain', 'No Kick channel yet'];
	if (account === 'none') return ['warning', 'No Kick account linked yet'];
	return account === 'relink' ? ['failed', 'Link the Kick account again'] : ['ok', 'Linked'];
}
