import { expect, it } from 'vitest';
import { formAccess } from '../../../src/lib/dashboard/formAccess.js';
import { GuildRights } from '../../../src/lib/editors/GuildRights.js';
import { SectionNames } from '../../../src/lib/editors/sections.js';

it('knows the right of each form, by the pattern of its route and by its path', () => {
	expect(formAccess('log/[eventId]/replay')).toBe('log');
	expect(formAccess('log/01HZZ/replay')).toBe('log');
	expect(formAccess('settings/unlink')).toBe('manager');
});

it.each(['', 'settings', 'settings/channel/', 'log/1/2/replay', 'SETTINGS/sync', 'constructor', '__proto__'])(
	'has no right for the unknown form %j, so that none is open by mistake',
	(path) => {
		expect(() => formAccess(path)).toThrow('has no line in formAccess.ts');
	}
);

it('gives managers everything, and editors only their sections', () => {
	const all = [...SectionNames, 'manager', 'any'] as const;
	expect(all.filter((access) => GuildRights.manager.can(access))).toEqual(all);
	for (const section of SectionNames) {
		const rights = GuildRights.editor([section])!;
		expect(all.filter((access) => rights.can(access))).toEqual([section, 'any']);
		expect(rights.isManager).toBe(false);
	}
	expect(GuildRights.editor([])).toBeNull();
});
