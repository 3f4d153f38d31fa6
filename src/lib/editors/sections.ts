/**
 * Sections of the dashboard that a manager may let a Discord role edit.
 *
 * Everyone with such a role can open the server and read its overview, chat, activity and log. Editors, links and
 * unlinks are for managers only, so they are no sections.
 */
export const Sections = {
	chat: { label: 'Chat', allows: 'Write in the Kick chat' },
	settings: {
		label: 'Settings',
		allows: 'Set the Kick channel and its chatroom ID, sync them with Kick, and undo such changes'
	},
	log: { label: 'Log', allows: 'Replay and dismiss events, and send test events' }
} as const satisfies Record<string, { label: string; allows: string }>;

/** Section of the dashboard, see {@link Sections}. */
export type Section = keyof typeof Sections;

export const SectionNames = Object.keys(Sections) as Section[];

export function isSection(text: string): text is Section {
	return Object.hasOwn(Sections, text);
}

/** Returns the sections of a stored list, without those that only another version of the plugin knows. */
export function knownSections(names: readonly string[]): Section[] {
	return SectionNames.filter((name) => names.includes(name));
}
