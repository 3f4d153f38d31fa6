import type { GuildProfile, LinkedAccount } from '../../lib/accounts/GuildProfile.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { GuildForm } from '../components/Form.js';
import { Time } from '../components/Time.js';
import { Button } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { ConfirmLink } from '../design/ConfirmLink.js';
import { Facts } from '../design/Facts.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';
import { UnlinkQuestion } from './UnlinkQuestion.js';

/** Linked Kick account, with the ways to link and unlink one. */
export function AccountCard({ account, channel }: Pick<GuildProfile, 'account' | 'channel'>) {
	const { home, guild, can } = usePageContext();
	const owner = channel ? `the owner of ${escapeControls(channel)}` : 'the owner of the channel';
	return (
		<Card id="account" title="2. Kick account">
			{account ? <AccountFacts account={account} /> : <p>No Kick account is linked yet.</p>}
			<GuildForm to="settings/link">
				<p class="muted">
					Sign in to Kick as {owner} first. Kick then asks for your consent.
					{account?.linkAgainBy && ' Link again before the date above, or if something is missing.'}
				</p>
				<Button kind={account ? 'quiet' : 'main'} icon="link">
					Link Kick Account
				</Button>
			</GuildForm>
			{account && can('manager') && (
				<p>
					<ConfirmLink
						id="unlink-dialog"
						href={`${home}/${guild?.id}/settings/unlink`}
						label="Unlink this account…"
						title="Unlink the Kick account"
						kind="danger"
						icon="unlink"
					>
						<UnlinkQuestion username={account.username} />
					</ConfirmLink>
				</p>
			)}
		</Card>
	);
}

function AccountFacts({ account }: { account: LinkedAccount }) {
	const { linkAgainBy, linkedAt, scopes, status, username } = account;
	return (
		<Facts
			of={[
				['Linked account', <UntrustedText key="username" text={username} />],
				['Since', <Time key="since" at={linkedAt} />],
				['Scopes', scopes.length > 0 ? scopes.join(', ') : 'Unknown'],
				[
					'Link again by',
					status === 'relink'
						? 'Now, because Kick no longer accepts this link'
						: linkAgainBy && <Time key="by" at={linkAgainBy} to="day" />
				]
			]}
		/>
	);
}
