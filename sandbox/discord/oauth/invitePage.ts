import { escapeHtml, page } from '../../oauth/pages.js';
import type { SimulatedGuild, SimulatedUser } from '../world/entities.js';
import type { PermissionName } from '../world/permissions.js';
import type { SimulatedApplication } from '../world/SimulatedApplication.js';
import type { InviteRequest } from './InviteRequest.js';

export interface InviteDetails {
	requestId: string;
	application: SimulatedApplication;
	user: SimulatedUser;
	/** Servers that the bot can be added to. */
	guilds: readonly SimulatedGuild[];
	invite: InviteRequest;
}

/** Page on which a person chooses the server and the permissions of the bot. */
export function invitePage({ requestId, application, user, guilds, invite }: InviteDetails): string {
	const { name } = application;
	const options = guilds.map(
		(guild) =>
			`<option value="${guild.id}"${guild.id === invite.guildId ? ' selected' : ''}>${escapeHtml(guild.name)}</option>`
	);
	const boxes = invite.permissions.map(
		(permission) =>
			`<label><input type="checkbox" name="permission" value="${permission}" checked> ${labelOf(permission)}</label>`
	);
	return page(
		'Discord',
		`Add ${name} to a server`,
		`<p>Signed in as <strong>${escapeHtml(user.name)}</strong></p>
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="request" value="${escapeHtml(requestId)}">
<p><label>Add to server: <select name="guild_id">${options.join('')}</select></label></p>
<p>This allows ${escapeHtml(name)} to:</p>
${boxes.map((box) => `<p>${box}</p>`).join('\n')}
<button name="decision" value="allow">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
</form>`
	);
}

/** Page after the bot was added, or after "Cancel". */
export function closingPage(title: string): string {
	return page('Discord', title, '<p>You can close this window.</p>');
}

/** Names in Discord's settings that differ from those in its documentation. */
const Labels: Partial<Record<PermissionName, string>> = {
	ViewChannel: 'View Channels',
	ManageGuild: 'Manage Server',
	ModerateMembers: 'Timeout Members'
};

/** Returns a permission's name as in Discord's settings: `Manage Webhooks`. */
function labelOf(permission: PermissionName): string {
	return Labels[permission] ?? permission.replace(/(?!^)([A-Z])/g, ' $1').replace(' In ', ' in ');
}
