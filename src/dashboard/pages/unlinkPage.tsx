import { GuildForm } from '../components/Form.js';
import { UntrustedText } from '../components/UntrustedText.js';
import { type Page, usePageContext } from '../PageContext.js';

/** Asks for confirmation before the account is unlinked. */
export function unlinkPage(username: string | null): Page {
	return {
		title: 'Unlink the Kick account',
		content: <div class="card">{username === null ? <NothingToUnlink /> : <Question username={username} />}</div>
	};
}

function Question({ username }: { username: string }) {
	return (
		<>
			<p>
				Do you want to unlink{' '}
				<strong>
					<UntrustedText text={username} />
				</strong>{' '}
				from this server?
			</p>
			<p>
				This server then gets no more events of the channel, and the bot can no longer write in its chat. If no other
				server uses the account, its access is revoked and its tokens are deleted. The channel and its IDs stay.
			</p>
			<GuildForm to="settings/unlink" class="row">
				<button type="submit" class="danger">
					Unlink
				</button>
				<BackToSettings label="Keep it linked" class="button quiet" />
			</GuildForm>
		</>
	);
}

function NothingToUnlink() {
	return (
		<>
			<p>No Kick account is linked to this server.</p>
			<p>
				<BackToSettings label="To Profile Settings" />
			</p>
		</>
	);
}

function BackToSettings({ label, ...attributes }: { label: string; class?: string }) {
	const { home, guild } = usePageContext();
	return (
		<a href={`${home}/${guild?.id}/settings`} {...attributes}>
			{label}
		</a>
	);
}
