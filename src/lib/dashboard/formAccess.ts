import type { Access } from '../editors/GuildRights.js';

/** Right that each form of a server needs, by its path below the server. `[name]` stands for one part of the path. */
const Forms: Readonly<Record<string, Access>> = {
	'chat/say': 'chat',
	'log/test': 'log',
	'log/[eventId]/replay': 'log',
	'log/[eventId]/dismiss': 'log',
	'settings/channel': 'settings',
	'settings/chatroom': 'settings',
	'settings/sync': 'settings',
	'settings/link': 'manager',
	'settings/unlink': 'manager',
	'editors/role': 'manager',
	// The kind of the change decides. The route checks it.
	'history/undo': 'any'
};

const Patterns = Object.entries(Forms).map(([path, access]) => ({ parts: path.split('/'), access }));

/**
 * Returns the right that a form needs. The route that receives the form checks it, and the page hides forms that the
 * person may not send.
 *
 * @param path Pattern of the route or path of a form: `log/[eventId]/replay` or `log/01H…/replay`.
 * @throws For a form without a line above, so that none is open by mistake.
 */
export function formAccess(path: string): Access {
	const parts = path.split('/');
	const fits = (pattern: readonly string[]) =>
		pattern.length === parts.length && pattern.every((part, index) => part.startsWith('[') || part === parts[index]);
	const form = Patterns.find((pattern) => fits(pattern.parts));
	if (!form) throw new Error(`The form ${path} has no line in formAccess.ts.`);
	return form.access;
}
