import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.js';

export interface EmptyStateProps {
	icon: IconName;
	title: string;
	/** What to do so that something appears here. */
	text: ComponentChildren;
	/** Button or link to the next step. */
	children?: ComponentChildren;
}

/** Shown where there is nothing yet, with what to do about it. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
	return (
		<div class="empty-state">
			<Icon name={icon} />
			<strong>{title}</strong>
			<p>{text}</p>
			{children}
		</div>
	);
}
