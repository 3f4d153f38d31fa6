import type { GuildProfile } from '../../lib/accounts/GuildProfile.js';
import type { ConfigReport } from '../../lib/diagnosis/ConfigReport.js';
import type { Page } from '../PageContext.js';
import { AccountCard } from '../settings/AccountCard.js';
import { ChannelCard } from '../settings/ChannelCard.js';
import { IdsCard } from '../settings/IdsCard.js';
import { reportMark, SetupCard } from '../settings/SetupCard.js';

/** Setup of a server: its state, what is missing, and the forms that change it. */
export function settingsPage(report: ConfigReport, profile: GuildProfile): Page {
	return {
		title: 'Settings',
		live: { stream: 'settings/stream', seen: reportMark(report) },
		content: (
			<div class="columns">
				<div class="stack">
					<ChannelCard channel={profile.channel} />
					<AccountCard account={profile.account} channel={profile.channel} />
					<IdsCard broadcasterUserId={profile.broadcasterUserId} chatroomId={profile.chatroomId} />
				</div>
				<SetupCard report={report} />
			</div>
		)
	};
}
