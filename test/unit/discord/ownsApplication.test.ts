import { Client, TeamMemberMembershipState } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { ownsApplication } from '../../../src/lib/discord/ownsApplication.js';

async function startDiscord() {
	const discord = await SimulatedDiscord.start();
	onTestFinished(() => discord.stop());
	const client = new Client({ intents: [], rest: { api: discord.apiUrl, retries: 0 } });
	client.rest.setToken(discord.token);
	return { client, discord };
}

it('the owner of an application is one person, or every accepted member of its team', async () => {
	const { client, discord } = await startDiscord();
	const { application } = discord;
	const guild = discord.addGuild();
	const people = [application.owner, ...['member', 'invited', 'stranger'].map((name) => guild.addMember(name).user)];
	const who = () => Promise.all(people.map(({ id }) => ownsApplication(client, id)));
	expect(await who()).toEqual([true, false, false, false]);

	application.setTeam('The team', [people[1]!, people[2]!]);
	const payload = application.toPayload();
	payload.team!.members[2]!.membership_state = TeamMemberMembershipState.Invited;
	discord.intercept(({ route }) => (route === '/applications/@me' ? { status: 200, body: payload } : undefined));
	expect(await who()).toEqual([true, true, false, false]);
});

it('the owner is unknown while Discord is down, or gives another answer', async () => {
	const { client, discord } = await startDiscord();
	const { id } = discord.application.owner;
	for (const fault of [{ status: 503 }, { status: 200, body: { owner: 'unknown' } }, 'cut'] as const) {
		const mend = discord.intercept(() => fault);
		await expect(ownsApplication(client, id)).rejects.toThrow();
		mend();
	}
	expect(await ownsApplication(client, id)).toBe(true);
});
