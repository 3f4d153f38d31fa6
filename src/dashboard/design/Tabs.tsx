export interface TabsProps {
	/** Name of the group for screen readers. */
	label: string;
	tabs: readonly { text: string; href: string; isCurrent: boolean }[];
}

/** Links to views of one page, of which one is shown. */
export function Tabs({ label, tabs }: TabsProps) {
	return (
		<nav class="tabs" aria-label={label}>
			<ul class="plain">
				{tabs.map(({ text, href, isCurrent }) => (
					<li key={href}>
						<a href={href} aria-current={isCurrent ? 'page' : undefined}>
							{text}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
