import { Card } from '../components/Card.js';
import { GuildForm } from '../components/Form.js';

/** Kick channel of the server. */
export function ChannelCard({ channel }: { channel: string | null }) {
	return (
		<Card id="channel" title="1. Kick channel">
			<GuildForm to="settings/channel">
				<label for="channel-name">Kick Channel Username</label>
				<input
					id="channel-name"
					name="channel"
					value={channel ?? ''}
					aria-describedby="channel-hint"
					autocomplete="off"
					autocapitalize="none"
					spellcheck={false}
					required
				/>
				<p id="channel-hint" class="muted">
					As in the address: kick.com/yourkickchannel
				</p>
				<button type="submit">Save</button>
			</GuildForm>
		</Card>
	);
}
