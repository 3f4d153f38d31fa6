import { useFrame } from '../PageContext.js';
import { Foreign } from './UntrustedText.js';

/** Changes to another server of this person. */
export function GuildMenu() {
	const { home, guild, guilds } = useFrame();
	if (!guild) return null;
	return (
		<nav aria-label="Servers">
			<details class="menu">
				<summary>
					<span class="hidden">Server: </span>
					<Foreign text={guild.name} />
				</summary>
				<div>
					<ul class="plain">
						{guilds.map(({ id, name }) => (
							<li key={id}>
								<a href={`${home}/${id}`} aria-current={id === guild.id ? 'true' : undefined}>
									<Foreign text={name} />
								</a>
							</li>
						))}
					</ul>
				</div>
			</details>
		</nav>
	);
}
