import { container, type SapphireClient } from '@sapphire/framework';
import { Client, Team, TeamMemberMembershipState } from 'discord.js';
import { expect, it } from 'vitest';
import { isApplicationOwner } from '../../../src/commands/isApplicationOwner.js';

const Owner = '1';
const Member = '2';
const Invited = '3';
const Stranger = '4';

function teamOf(states: Record<string, TeamMemberMembershipState>): Team {
	const members = Object.entries(states).map(([id, membership_state]) => ({
		membership_state,
		team_id: '9',
		role: 'developer',
		user: { id, username: id, discriminator: '0', avatar: null }
	}));
	const data = { id: '9', name: 'The team', icon: null, owner_user_id: Owner, members };
	return Reflect.construct(Team, [new Client({ intents: [] }), data]);
}

function applicationOf(owner: unknown): void {
	container.client = { application: { fetch: async () => ({ owner }) } } as unknown as SapphireClient;
}

it('the owner of an application is one person, or everybody who has accepted to be in its team', async () => {
	const who = () => Promise.all([Owner, Member, Invited, Stranger].map(isApplicationOwner));
	applicationOf({ id: Owner });
	expect(await who()).toEqual([true, false, false, false]);

	const { Accepted, Invited: Asked } = TeamMemberMembershipState;
	applicationOf(teamOf({ [Owner]: Accepted, [Member]: Accepted, [Invited]: Asked }));
	expect(await who()).toEqual([true, true, false, false]);

	applicationOf(null);
	expect(await who()).toEqual([false, false, false, false]);
});
