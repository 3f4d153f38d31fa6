import { z } from 'zod';
import type { SimulatedMember } from '../../../discord/index.js';
import type { History } from '../history/History.js';
import { note } from '../history/note.js';
import type { Usage } from '../slash/listUsages.js';
import { parseSlash } from '../slash/parseSlash.js';
import { type Action, action } from './action.js';

/** Actions of the Discord server's members. */
export function discordActions(
	members: readonly SimulatedMember[],
	usages: () => readonly Usage[],
	history: History
): [string, Action][] {
	const names = members.map(({ name }) => name);
	const messageBody = z.object({ as: z.enum(names), text: z.string() });

	const say = action(
		messageBody,
		({ as, text }) => {
			const member = members.find(({ name }) => name === as);
			if (member === undefined) throw new Error(`No member is called ${as}.`);
			if (!text.trimStart().startsWith('/')) return member.says(text);
			const { path, values } = parseSlash(text, usages());
			return member.slash(path, values);
		},
		(reason, { as, text }) => {
			const shown = text.trim().slice(0, 100);
			history.put(note('discord', `${shown}\n${reason}`, { visibleTo: as, isFailure: true }));
		}
	);
	return [['/discord/messages', say]];
}
