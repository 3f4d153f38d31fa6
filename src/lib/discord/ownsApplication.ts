import { type Client, Routes, TeamMemberMembershipState } from 'discord.js';
import { z } from 'zod';
import { askDiscord } from './askDiscord.js';

const person = z.object({ id: z.string() });
const applicationAnswer = z.object({
	owner: person.nullish(),
	team: z.object({ members: z.array(z.object({ membership_state: z.number(), user: person })) }).nullish()
});

/**
 * Whether a user owns this bot's Discord application, or is an accepted member of the team that does.
 *
 * @throws When Discord does not answer.
 */
export async function ownsApplication(client: Client, userId: string): Promise<boolean> {
	const application = await askDiscord(client, Routes.currentApplication(), applicationAnswer);
	if (!application?.team) return application?.owner?.id === userId;
	return application.team.members.some(
		({ user, membership_state: state }) => user.id === userId && state === TeamMemberMembershipState.Accepted
	);
}
