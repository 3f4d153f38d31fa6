import { GuildPages } from '../navigation.js';
import { usePageContext } from '../PageContext.js';

/** Tabs of the current server's pages. */
export function GuildTabs() {
	const { home, path, guild } = usePageContext();
	if (!guild) return null;
	return (
		<nav class="tabs" aria-label="Pages of this server">
			<ul class="plain">
				{GuildPages.map((page) => {
					const href = `${home}/${guild.id}/${page.path}`;
					return (
						<li key={page.path}>
							<a href={href} aria-current={`${path}/`.startsWith(`${href}/`) ? 'page' : undefined}>
								{page.label}
							</a>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}
