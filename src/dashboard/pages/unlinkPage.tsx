import { ButtonLink } from '../design/Button.js';
import { type Page, usePageContext } from '../PageContext.js';
import { UnlinkQuestion } from '../settings/UnlinkQuestion.js';

/** Asks for confirmation before the account is unlinked. Settings shows the same as a dialog. */
export function unlinkPage(username: string | null): Page {
	return {
		title: 'Unlink the Kick account',
		isNarrow: true,
		content: <div class="card">{username === null ? <NothingToUnlink /> : <UnlinkQuestion username={username} />}</div>
	};
}

function NothingToUnlink() {
	const { home, guild } = usePageContext();
	return (
		<>
			<p>No Kick account is linked to this server.</p>
			<ButtonLink href={`${home}/${guild?.id}/settings`} kind="quiet">
				To Settings
			</ButtonLink>
		</>
	);
}
