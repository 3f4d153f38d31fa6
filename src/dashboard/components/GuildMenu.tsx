import { usePageContext } from '../PageContext.js';
import { UntrustedText } from './UntrustedText.js';

/** Menu that switches to another server of this person. */
export function GuildMenu() {
	const { home, guild, guilds } = usePageContext();
	if (!guild) return null;
	return (
		<nav aria-label="Servers">
			<details class="menu">
				<summary>
					<span class="hidden">Server: </span>
					<UntrustedText text={guild.name} />
				</summary>
				<div>
					<ul class="plain">
						{guilds.map(({ id, name }) => (
							<li key={id}>
								<a href={`${home}/${id}`} aria-current={id === guild.id ? 'true' : undefined}>
									<UntrustedText text={name} />
								</a>
							</li>
						))}
					</ul>
				</div>
			</details>
		</nav>
	);
}
