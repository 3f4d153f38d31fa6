import { monotonicFactory } from 'ulid';
import type { PrismaClient } from '../prisma.js';
import { storable, storableValue } from '../support/storable.js';
import type { NewChange } from './types.js';

export type ChangeTransaction = Pick<PrismaClient, 'kickSettingChange'>;

/** Names on Discord have at most 32 characters. A host bot could pass any text. */
const MaxNameLength = 100;

/** Ids rise within a process, even for changes within one millisecond or after the clock was set back. */
const nextId = monotonicFactory();

/**
 * Records changes of settings.
 *
 * Call it in the transaction that makes the changes. So none is recorded that did not happen, and a crash leaves none
 * unrecorded.
 */
export async function recordChanges(transaction: ChangeTransaction, changes: readonly NewChange[]): Promise<void> {
	for (const { guildId, kind, before, after, by, undoOf = null } of changes) {
		const row = {
			id: nextId(),
			guildId,
			at: new Date(),
			actorId: by.id,
			actorName: by.name?.slice(0, MaxNameLength) ?? null,
			via: by.via,
			kind,
			oldValue: toJson(before),
			newValue: toJson(after),
			undoOf
		};
		await transaction.kickSettingChange.create({ data: storable(row) });
	}
}

function toJson(value: object): string {
	return JSON.stringify(value, (_name, part) => (typeof part === 'string' ? storableValue(part) : part));
}
