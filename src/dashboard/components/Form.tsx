import type { ComponentChildren } from 'preact';
import { FormTokenField } from '../../lib/dashboard/FormTokens.js';
import { formAccess } from '../../lib/dashboard/formAccess.js';
import { usePageContext } from '../PageContext.js';

export interface FormProps {
	/** Path below the dashboard, such as `logout`. For a form of a server see `GuildForm`. */
	to: string;
	class?: string;
	children: ComponentChildren;
}

/** Form with the token that proves that it was sent from this page and session. */
export function Form({ to, class: className, children }: FormProps) {
	const { home, formToken } = usePageContext();
	return (
		<form class={className} method="post" action={`${home}/${to}`}>
			<input type="hidden" name={FormTokenField} value={formToken(to)} />
			{children}
		</form>
	);
}

/**
 * Form of the page's server, shown only to people who may send it. `to` is the path below that server, such as
 * `settings/channel`.
 */
export function GuildForm({ to, ...props }: FormProps) {
	const { guild, can } = usePageContext();
	if (!guild) throw new Error(`The form ${to} is on a page without a server.`);
	return can(formAccess(to)) ? <Form to={`${guild.id}/${to}`} {...props} /> : null;
}
