import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './Icon.js';

/** `danger` is for actions that delete or end something. `discord` leads to a page of Discord. */
type ButtonKind = 'main' | 'quiet' | 'danger' | 'discord';

interface Look {
	/** @default 'main' */
	kind?: ButtonKind;
	icon?: IconName;
	/** For a button inside of a row. */
	isSmall?: boolean;
	children: ComponentChildren;
}

export type ButtonProps = Look & Omit<JSX.IntrinsicElements['button'], 'class' | 'icon'>;

export function Button({ kind, icon, isSmall, children, type = 'submit', ...attributes }: ButtonProps) {
	return (
		<button type={type} class={classOf({ kind, isSmall }) || undefined} {...attributes}>
			{icon && <Icon name={icon} />}
			{children}
		</button>
	);
}

export type ButtonLinkProps = Look & Omit<JSX.IntrinsicElements['a'], 'class' | 'icon'>;

/** Link that looks like a button. */
export function ButtonLink({ kind, icon, isSmall, children, ...attributes }: ButtonLinkProps) {
	return (
		<a class={['button', classOf({ kind, isSmall })].filter(Boolean).join(' ')} {...attributes}>
			{icon && <Icon name={icon} />}
			{children}
		</a>
	);
}

function classOf({ kind = 'main', isSmall }: Pick<Look, 'kind' | 'isSmall'>): string {
	return [kind === 'main' ? '' : kind, isSmall ? 'small' : ''].filter(Boolean).join(' ');
}
