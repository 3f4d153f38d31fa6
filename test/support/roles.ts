import { container } from '@sapphire/framework';
import type { APIRole } from 'discord-api-types/v10';
import { expect, vi } from 'vitest';
import type { SimulatedGuild, SimulatedMember } from '../../sandbox/discord/index.js';
import type { Section } from '../../src/lib/editors/sections.js';
import { PatienceMs } from './patience.js';
import type { Community } from './TestWorld.js';

/** Adds a role, and waits until the bot knows it. */
export async function addRole(guild: SimulatedGuild, name: string): Promise<APIRole> {
	const role = guild.addRole(name);
	await vi.waitFor(() => expect(isKnown(guild, role)).toBe(true), PatienceMs);
	return role;
}

/** Deletes a role, and waits until the bot knows that. */
export async function deleteRole(guild: SimulatedGuild, role: Pick<APIRole, 'id'>): Promise<void> {
	guild.deleteRole(role);
	await vi.waitFor(() => expect(isKnown(guild, role)).toBe(false), PatienceMs);
}

/** Lets a new role edit these sections, and returns it with a new member who has it. */
export async function addEditor(
	{ guild }: Pick<Community, 'guild'>,
	sections: Section[]
): Promise<{ role: APIRole; editor: SimulatedMember }> {
	const number = guild.members.length;
	const editor = guild.addMember(`editor${number} of ${guild.name}`);
	const role = await addRole(guild, `Role ${number}`);
	editor.giveRole(role);
	(await container.kick.editors.set(guild.id, role.id, sections)).unwrap();
	return { role, editor };
}

function isKnown({ id }: SimulatedGuild, role: Pick<APIRole, 'id'>): boolean {
	return container.client.guilds.cache.get(id)?.roles.cache.has(role.id) ?? false;
}
