import type { ComponentChildren } from 'preact';

export interface PageHeaderProps {
	title: ComponentChildren;
	/** Line below the title, such as the state of the live updates. */
	subtitle?: ComponentChildren;
	/** Buttons for what people do most on this page. */
	actions?: ComponentChildren;
}

/** Main heading of a page with its actions. */
export function PageHeader({ title, subtitle, actions }: PageHeaderProps) {
	return (
		<div class="page-header">
			<div>
				<h1>{title}</h1>
				{subtitle}
			</div>
			{actions && <div class="buttons">{actions}</div>}
		</div>
	);
}
