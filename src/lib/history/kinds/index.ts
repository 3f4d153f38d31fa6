import type { Section } from '../../editors/sections.js';
import type { ChangeKind, ChangeRow } from '../../storage/history/types.js';
import { accountKind } from './account.js';
import type { BeforeAfter, ChangeKindDefinition } from './ChangeKindDefinition.js';
import { channel } from './channel.js';
import { chatroom } from './chatroom.js';
import { editors } from './editors.js';

/** All kinds of changes. A new kind needs its value type in `storage/history/types.ts`, and its line here. */
const Kinds: { readonly [Kind in ChangeKind]: ChangeKindDefinition<Kind> } = {
	channel,
	chatroom,
	account: accountKind,
	editors
};

/** Change with its definition, after its values were checked. */
export interface ReadChange<Kind extends ChangeKind = ChangeKind> {
	definition: ChangeKindDefinition<Kind>;
	values: BeforeAfter<Kind>;
}

/** Reads a stored change. Returns `null` for one that only another version of the plugin understands. */
export function readChange({ kind, before, after }: ChangeRow): ReadChange | null {
	if (!Object.hasOwn(Kinds, kind)) return null;
	const definition = Kinds[kind as ChangeKind] as ChangeKindDefinition<ChangeKind>;
	const [one, other] = [definition.schema.safeParse(before), definition.schema.safeParse(after)];
	if (!one.success || !other.success) return null;
	return { definition, values: { before: one.data, after: other.data } };
}

/** Returns the kinds of changes that editors of these sections see. */
export function kindsOf(sections: readonly Section[]): ChangeKind[] {
	const names = Object.keys(Kinds) as ChangeKind[];
	return names.filter((name) => {
		const { section } = Kinds[name];
		return section !== null && sections.includes(section);
	});
}
