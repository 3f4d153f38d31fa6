import type { ComponentChildren } from 'preact';

export interface CardProps {
	/** Also its address on the page: `#channel`. */
	id: string;
	title: string;
	children: ComponentChildren;
}

/** A part of a page with a heading of its own. */
export function Card({ id, title, children }: CardProps) {
	return (
		<section class="card" id={id} aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{title}</h2>
			{children}
		</section>
	);
}
