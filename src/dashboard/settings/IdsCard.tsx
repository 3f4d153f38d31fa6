import type { GuildProfile } from '../../lib/accounts/GuildProfile.js';
import { Card } from '../components/Card.js';
import { Facts } from '../components/Facts.js';
import { GuildForm } from '../components/Form.js';

/** Ids of the Kick channel, with the ways to fetch and enter them. */
export function IdsCard({ broadcasterUserId, chatroomId }: Pick<GuildProfile, 'broadcasterUserId' | 'chatroomId'>) {
	return (
		<Card id="ids" title="3. Channel info">
			<Facts of={[['Kick channel ID', broadcasterUserId ?? 'Not known yet']]} />
			<GuildForm to="settings/sync">
				<p class="muted">Fetches both IDs from Kick and repairs missing webhooks.</p>
				<button type="submit">Sync from Kick</button>
			</GuildForm>
			<GuildForm to="settings/chatroom">
				<label for="chatroom-id">Chatroom ID</label>
				<div class="inline">
					<input
						id="chatroom-id"
						name="chatroom_id"
						value={chatroomId ?? ''}
						inputmode="numeric"
						autocomplete="off"
						aria-describedby="chatroom-hint"
					/>
					<button type="submit" class="quiet">
						Save chatroom ID
					</button>
				</div>
				<p id="chatroom-hint" class="muted">
					Only the live socket needs it, and “Sync from Kick” usually finds it. If not, enter it here. Leave it empty to
					remove it.
				</p>
			</GuildForm>
		</Card>
	);
}
