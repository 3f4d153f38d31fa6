import { GuildForm } from '../components/Form.js';
import { Button } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { TextField } from '../design/Field.js';

/** Kick channel of the server. */
export function ChannelCard({ channel }: { channel: string | null }) {
	return (
		<Card id="channel" title="1. Kick channel">
			<GuildForm to="settings/channel">
				<TextField
					id="channel-name"
					name="channel"
					label="Kick Channel Username"
					value={channel ?? ''}
					autocapitalize="none"
					spellcheck={false}
					required
					help="As in the address: kick.com/yourkickchannel"
				/>
				<Button>Save</Button>
			</GuildForm>
		</Card>
	);
}
