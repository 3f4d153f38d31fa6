import { z } from 'zod';
import { knownSections, Sections } from '../../editors/sections.js';
import type { ChangeValues } from '../../storage/history/types.js';
import type { ChangeKindDefinition } from './ChangeKindDefinition.js';

/** Sections that a role may edit. */
export const editors: ChangeKindDefinition<'editors'> = {
	section: null,
	schema: z.object({ roleId: z.string(), roleName: z.string(), sections: z.array(z.string()) }),
	describe({ before, after }) {
		const role = `the role ${after.roleName}`;
		if (after.sections.length === 0) return `Removed ${role} from the editors.`;
		if (before.sections.length === 0) return `Allowed ${role} to edit ${labels(after)}.`;
		return `Changed what ${role} may edit from ${labels(before)} to ${labels(after)}.`;
	},
	show: (value) => (value.sections.length === 0 ? null : `${value.roleName}: ${labels(value)}`),
	finality: () => null,
	isCurrent: ({ roleId, sections }, now) => (now.editors.get(roleId) ?? []).join() === [...sections].sort().join(),
	async undo(services, guildId, { before, after }, origin) {
		const restored = await services.editors.restore(guildId, { before, after }, origin);
		return restored.map(() => [{ outcome: 'ok', text: `Editors: ${before.roleName}: ${labels(before) || 'nothing'}` }]);
	}
};

function labels({ sections }: Pick<ChangeValues['editors'], 'sections'>): string {
	const known = knownSections(sections).map((name) => Sections[name].label);
	const unknown = sections.filter((name) => !Object.hasOwn(Sections, name));
	return [...known, ...unknown].join(', ');
}
