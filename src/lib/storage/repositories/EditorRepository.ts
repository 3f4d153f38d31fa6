import { recordChanges } from '../history/recordChanges.js';
import type { ChangeOrigin } from '../history/types.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';

/** Section of the dashboard that people with a Discord role may edit. */
export interface EditorRow {
	guildId: string;
	roleId: string;
	section: string;
}

/** New sections of a role. */
export interface EditorChange {
	guildId: string;
	roleId: string;
	/** Name of the role, for the history. */
	roleName: string;
	sections: readonly string[];
}

type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

const select = { guildId: true, roleId: true, section: true };

/** Roles that may edit sections of a server's dashboard. */
export class EditorRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Returns the editors of several servers with one query. */
	public ofGuilds(guildIds: readonly string[]): Promise<EditorRow[]> {
		return this.#prisma.kickEditor.findMany({ where: { guildId: { in: [...guildIds] } }, select });
	}

	/** Returns the editors of a server. Those that were allowed first come first. */
	public ofGuild(guildId: string): Promise<EditorRow[]> {
		const orderBy = [{ addedAt: 'asc' as const }, { roleId: 'asc' as const }, { section: 'asc' as const }];
		return this.#prisma.kickEditor.findMany({ where: { guildId }, select, orderBy });
	}

	/**
	 * Replaces the sections of a role and records the change, in one transaction.
	 *
	 * @param decide Gets the sections of all roles of the server. Returns `false` to write nothing.
	 * @returns Whether `decide` chose to write.
	 */
	public replace(
		change: EditorChange,
		origin: ChangeOrigin,
		decide: (current: ReadonlyMap<string, readonly string[]>) => boolean
	): Promise<boolean> {
		// Otherwise two transactions at once would not see each other's rows.
		const isolationLevel = 'Serializable';
		const run = (transaction: Transaction) => replace(transaction, change, origin, decide);
		return retryConflicts(() => this.#prisma.$transaction(run, { isolationLevel }));
	}
}

async function replace(
	transaction: Transaction,
	{ guildId, roleId, roleName, sections }: EditorChange,
	origin: ChangeOrigin,
	decide: (current: ReadonlyMap<string, readonly string[]>) => boolean
): Promise<boolean> {
	const rows = await transaction.kickEditor.findMany({ where: { guildId }, select });
	const current = sectionsByRole(rows);
	if (!decide(current)) return false;
	const before = current.get(roleId) ?? [];
	const after = [...new Set(sections)].sort();
	if (before.join() === after.join()) return true;
	const addedAt = new Date();
	await transaction.kickEditor.deleteMany({ where: { guildId, roleId, NOT: { section: { in: after } } } });
	for (const section of after.filter((name) => !before.includes(name))) {
		await transaction.kickEditor.create({ data: { guildId, roleId, section, addedAt } });
	}
	const role = { roleId, roleName };
	await recordChanges(transaction, [
		{ guildId, kind: 'editors', before: { ...role, sections: before }, after: { ...role, sections: after }, ...origin }
	]);
	return true;
}

/** Groups rows of one server by role. The sections of each role are sorted. */
export function sectionsByRole(rows: readonly EditorRow[]): Map<string, string[]> {
	const roles = new Map<string, string[]>();
	for (const { roleId, section } of rows) roles.set(roleId, [...(roles.get(roleId) ?? []), section].sort());
	return roles;
}
