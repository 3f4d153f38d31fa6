import type { ConfigReport } from '../../lib/diagnosis/ConfigReport.js';
import { CheckList } from '../components/CheckList.js';
import { GuildForm } from '../components/Form.js';
import type { Page } from '../Page.js';

/** What is set up for a server, and what is missing. */
export function settingsPage({ lines }: ConfigReport): Page {
	return {
		title: 'Profile Settings',
		content: (
			<section class="card" aria-labelledby="check">
				<h2 id="check">Setup</h2>
				<CheckList lines={lines} />
				<GuildForm to="settings/sync">
					<button type="submit">Sync from Kick</button>
				</GuildForm>
			</section>
		)
	};
}
