import type { Section } from './sections.js';

/** Right that a page or form needs. `manager`: Manage Server. `any`: everyone who may open the server. */
export type Access = Section | 'manager' | 'any';

/** Rights of a person in a Discord server. */
export class GuildRights {
	public static readonly manager = new GuildRights(true, []);
	readonly #sections: ReadonlySet<Section>;

	private constructor(
		/** Whether the person has Manage Server. */
		public readonly isManager: boolean,
		sections: Iterable<Section>
	) {
		this.#sections = new Set(sections);
	}

	/** Returns the rights of a person with these sections, or `null` without any. */
	public static editor(sections: readonly Section[]): GuildRights | null {
		return sections.length > 0 ? new GuildRights(false, sections) : null;
	}

	public can(access: Access): boolean {
		if (this.isManager || access === 'any') return true;
		return access !== 'manager' && this.#sections.has(access);
	}
}
