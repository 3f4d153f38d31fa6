import type { ComponentChildren } from 'preact';

export interface CardProps {
	/** Id of the element, and so the fragment that links to it: `#channel`. */
	id: string;
	title: string;
	/** Short text or a badge beside the title. */
	aside?: ComponentChildren;
	children: ComponentChildren;
}

/** Section of a page with its own heading. */
export function Card({ id, title, aside, children }: CardProps) {
	return (
		<section class="card" id={id} aria-labelledby={`${id}-title`}>
			<header>
				<h2 id={`${id}-title`}>{title}</h2>
				{aside && <div class="aside">{aside}</div>}
			</header>
			{children}
		</section>
	);
}
