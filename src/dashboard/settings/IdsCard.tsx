import type { GuildProfile } from '../../lib/accounts/GuildProfile.js';
import { GuildForm } from '../components/Form.js';
import { Button } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { Facts } from '../design/Facts.js';
import { TextField } from '../design/Field.js';

/** Ids of the Kick channel, with the ways to fetch and enter them. */
export function IdsCard({ broadcasterUserId, chatroomId }: Pick<GuildProfile, 'broadcasterUserId' | 'chatroomId'>) {
	return (
		<Card id="ids" title="3. Channel info">
			<Facts of={[['Kick channel ID', broadcasterUserId ?? 'Not known yet']]} />
			<GuildForm to="settings/sync">
				<p class="muted">Fetches both IDs from Kick and repairs missing webhooks.</p>
				<Button kind={broadcasterUserId ? 'quiet' : 'main'} icon="refresh-cw">
					Sync from Kick
				</Button>
			</GuildForm>
			<GuildForm to="settings/chatroom">
				<TextField
					id="chatroom-id"
					name="chatroom_id"
					label="Chatroom ID"
					value={chatroomId ?? ''}
					inputmode="numeric"
					help={
						'Only the live socket needs it, and “Sync from Kick” usually finds it. If not, enter it here. ' +
						'Leave it empty to remove it.'
					}
				/>
				<Button kind="quiet">Save chatroom ID</Button>
			</GuildForm>
		</Card>
	);
}
