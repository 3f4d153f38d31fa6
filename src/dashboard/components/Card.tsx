import type { ComponentChildren } from 'preact';

export interface CardProps {
	/** Id of the element, and so the fragment that links to it: `#channel`. */
	id: string;
	title: string;
	children: ComponentChildren;
}

/** Section of a page with its own heading. */
export function Card({ id, title, children }: CardProps) {
	return (
		<section class="card" id={id} aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{title}</h2>
			{children}
		</section>
	);
}
