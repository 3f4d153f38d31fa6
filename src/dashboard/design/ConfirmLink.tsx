import type { ComponentChildren } from 'preact';
import { ButtonLink, type ButtonLinkProps } from './Button.js';

export interface ConfirmLinkProps extends Pick<ButtonLinkProps, 'kind' | 'icon' | 'isSmall'> {
	/** Id of the dialog. */
	id: string;
	/** Address of the page that asks the same question. Browsers without scripts follow it. */
	href: string;
	/** Text of the link. */
	label: string;
	title: string;
	/** Question, and a form with its buttons. */
	children: ComponentChildren;
}

/** Link to a question. With a script the question opens as a dialog on this page. */
export function ConfirmLink({ id, href, label, title, children, kind = 'quiet', ...look }: ConfirmLinkProps) {
	return (
		<>
			<ButtonLink href={href} kind={kind} data-dialog={id} {...look}>
				{label}
			</ButtonLink>
			<dialog class="dialog" id={id} aria-labelledby={`${id}-title`}>
				<h2 id={`${id}-title`}>{title}</h2>
				{children}
			</dialog>
		</>
	);
}
