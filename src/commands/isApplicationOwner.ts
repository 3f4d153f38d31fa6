import { container } from '@sapphire/framework';
import { Team, TeamMemberMembershipState } from 'discord.js';

/** Whether a person owns this bot's Discord application, or is an accepted member of the team that does. */
export async function isApplicationOwner(userId: string): Promise<boolean> {
	const application = await container.client.application?.fetch();
	const owner = application?.owner ?? null;
	if (!(owner instanceof Team)) return owner?.id === userId;
	return owner.members.get(userId)?.membershipState === TeamMemberMembershipState.Accepted;
}
