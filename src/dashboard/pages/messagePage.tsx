import { MessageCard } from '../components/MessageCard.js';
import { ButtonLink } from '../design/Button.js';
import { type Page, usePageContext } from '../PageContext.js';

export interface Message {
	status: number;
	title: string;
	/** Plain sentences: what happened and what to do next. */
	lines: readonly string[];
	/** Link to the next step, below the dashboard. @default the first page */
	next?: { path: string; label: string };
}

/** Page with a message only: a refusal, an error, or a missing setting. */
export function messagePage({ status, title, lines, next }: Message): Page {
	const { path, label } = next ?? { path: '', label: 'To the dashboard' };
	return {
		status,
		title,
		isNarrow: true,
		content: (
			<MessageCard lines={lines}>
				<NextStep path={path} label={label} />
			</MessageCard>
		)
	};
}

function NextStep({ path, label }: NonNullable<Message['next']>) {
	const { home } = usePageContext();
	return (
		<ButtonLink href={path ? `${home}/${path}` : home} kind={path === 'login' ? 'discord' : 'quiet'}>
			{label}
		</ButtonLink>
	);
}
