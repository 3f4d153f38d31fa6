import { container } from '@sapphire/framework';
import type { SimulatedMember } from '../../../sandbox/discord/index.js';
import type { Section } from '../../../src/lib/editors/sections.js';
import type { Community } from '../../support/TestWorld.js';

let count = 0;

/** Adds a member with a new role that may edit these sections. */
export async function addEditor({ guild }: Pick<Community, 'guild'>, sections: Section[]): Promise<SimulatedMember> {
	const editor = guild.addMember(`editor of hostile tests ${++count}`);
	const role = guild.addRole(`Role ${count}`);
	editor.giveRole(role);
	(await container.kick.editors.set(guild.id, role.id, sections)).unwrap();
	return editor;
}
