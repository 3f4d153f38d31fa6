import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';

/** Button with the current server. It opens the menu of servers. */
export function ServerSwitch() {
	const { guild } = usePageContext();
	if (!guild) return null;
	return (
		<button type="button" class="server-switch quiet" popovertarget="servers">
			<Avatar name={guild.name} picture={guild.picture} kind="server" />
			<span class="hidden">Server: </span>
			<UntrustedText text={guild.name} />
			<Icon name="chevrons-up-down" />
		</button>
	);
}

/** Some people manage a hundred servers, and the menu is on every page. The list of servers has all. */
const MaxAddable = 8;

/** Menu of this person's servers, and of those that the bot can be added to. */
export function ServerMenu() {
	const { home, guild, guilds, addable } = usePageContext();
	return (
		<nav class="menu servers" id="servers" popover="auto" aria-label="Servers">
			<ul class="plain">
				{guilds.map(({ id, name, picture }) => (
					<li key={id}>
						<a href={`${home}/${id}`} aria-current={id === guild?.id ? 'true' : undefined}>
							<Avatar name={name} picture={picture} kind="server" />
							<UntrustedText text={name} />
						</a>
					</li>
				))}
			</ul>
			{addable.length > 0 && (
				<>
					<hr />
					<ul class="plain" aria-label="Servers without the bot">
						{addable.slice(0, MaxAddable).map(({ id, name, picture, inviteUrl }) => (
							<li key={id}>
								<a href={inviteUrl}>
									<Avatar name={name} picture={picture} kind="server" />
									<UntrustedText text={name} />
									<span class="aside">Add to server</span>
								</a>
							</li>
						))}
					</ul>
				</>
			)}
			{addable.length > MaxAddable && (
				<a href={home}>
					<Icon name="plus" />
					More servers
				</a>
			)}
		</nav>
	);
}
