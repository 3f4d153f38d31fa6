import { Icon } from '../design/Icon.js';
import { type GuildPage, NavigationGroups } from '../navigation.js';
import { usePageContext } from '../PageContext.js';

/** Links to all pages of the current server, in groups. */
export function PageNavigation() {
	const mayOpen = useMayOpen();
	return (
		<nav aria-label="Pages of this server">
			{NavigationGroups.map(({ title, pages }) => (
				<ul class="plain" key={title ?? ''} aria-label={title}>
					{title && (
						<li class="title" aria-hidden="true">
							{title}
						</li>
					)}
					{pages.filter(mayOpen).map((page) => (
						<li key={page.path}>
							<PageLink page={page} />
						</li>
					))}
				</ul>
			))}
		</nav>
	);
}

/** Returns a filter for the pages that this person may open. */
export function useMayOpen(): (page: GuildPage) => boolean {
	const { can } = usePageContext();
	return ({ access = 'any' }) => can(access);
}

/** Link to a page of the current server. */
export function PageLink({ page: { path, label, icon } }: { page: GuildPage }) {
	const { home, path: current, guild } = usePageContext();
	const href = `${home}/${guild?.id}/${path}`;
	return (
		<a href={href} aria-current={`${current}/`.startsWith(`${href}/`) ? 'page' : undefined}>
			<Icon name={icon} />
			<span>{label}</span>
		</a>
	);
}
