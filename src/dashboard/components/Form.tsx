import type { ComponentChildren } from 'preact';
import { FormTokenField } from '../../lib/dashboard/FormTokens.js';
import { usePageContext } from '../PageContext.js';

export interface FormProps {
	/** Its address below the dashboard: `logout`; for one of a server see `GuildForm`. */
	to: string;
	class?: string;
	children: ComponentChildren;
}

/** A form that the bot will take: it brings the value that says it came from this page, of this session. */
export function Form({ to, class: className, children }: FormProps) {
	const { home, formToken } = usePageContext();
	return (
		<form class={className} method="post" action={`${home}/${to}`}>
			<input type="hidden" name={FormTokenField} value={formToken(to)} />
			{children}
		</form>
	);
}

/** A form of the server that the page is about: `to` is the address below it, such as `settings/channel`. */
export function GuildForm({ to, ...props }: FormProps) {
	const { guild } = usePageContext();
	if (!guild) throw new Error(`The form ${to} stands on a page that is about no server.`);
	return <Form to={`${guild.id}/${to}`} {...props} />;
}
