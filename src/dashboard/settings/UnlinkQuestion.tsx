import { GuildForm } from '../components/Form.js';
import { Button, ButtonLink } from '../design/Button.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';

/** Asks for confirmation before the account is unlinked, on a page of its own or in a dialog. */
export function UnlinkQuestion({ username }: { username: string }) {
	const { home, guild } = usePageContext();
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
			<GuildForm to="settings/unlink" class="buttons">
				<ButtonLink href={`${home}/${guild?.id}/settings`} kind="quiet" data-close-dialog>
					Keep it linked
				</ButtonLink>
				<Button kind="danger">Unlink</Button>
			</GuildForm>
		</>
	);
}
