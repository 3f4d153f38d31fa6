import { err, ok, type Result } from '@sapphire/result';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { DirectoryFailure } from '../discord/directory/GuildDirectory.js';
import { type ChangeOptions, originOf } from '../history/ChangeOptions.js';
import { KickError } from '../kick/errors.js';
import { changedSinceThen } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { ChangeOrigin, ChangeValues } from '../storage/history/types.js';
import { sectionsByRole } from '../storage/repositories/EditorRepository.js';
import { isSection, knownSections, type Section } from './sections.js';

/** Discord role that may edit sections of the dashboard. */
export interface EditorRole {
	roleId: string;
	sections: Section[];
}

export interface KickEditorsDependencies {
	/** Runs a call with the database while the bot runs. */
	using: <T>(use: (database: Database) => Promise<Result<T, KickError>>) => Promise<Result<T, KickError>>;
	discord: Pick<DiscordInfo, 'directoryOf'>;
}

/** Keeps the page readable, and the check of a person's roles fast. */
const MaxRoles = 25;

/**
 * Discord roles that may edit single sections of a server's dashboard, without Manage Server: `container.kick.editors`.
 */
export class KickEditors {
	/** @internal */
	public constructor(private readonly dependencies: KickEditorsDependencies) {}

	/** Returns the roles of a server that may edit something. A role that was deleted in Discord stays in the list. */
	public list(guildId: string): Promise<Result<EditorRole[], KickError>> {
		return this.dependencies.using(async ({ editors }) => {
			const roles = sectionsByRole(await editors.ofGuild(guildId));
			return ok([...roles].map(([roleId, names]) => ({ roleId, sections: knownSections(names) })));
		});
	}

	/**
	 * Sets what a role may edit. The change is recorded in the history of the server.
	 *
	 * The caller has to make sure that the person manages the server.
	 *
	 * @param sections All sections that the role may edit from now on. Empty: none.
	 * @returns An error with one of these codes:
	 * - `bad_request`: a section is unknown, the role is @everyone, or 25 other roles are editors already.
	 * - `not_found`: the server has no such role, or the bot is not in the server.
	 * - `discord_unavailable`: Discord does not answer.
	 *
	 * @example
	 * ```typescript
	 * await container.kick.editors.set(guildId, roleId, ['chat', 'log'], { by: { id, name, via: 'command' } });
	 * ```
	 */
	public async set(
		guildId: string,
		roleId: string,
		sections: readonly Section[],
		options: ChangeOptions = {}
	): Promise<Result<EditorRole, KickError>> {
		if (!sections.every(isSection)) return err(new KickError('bad_request', 'Choose only sections that exist.'));
		return this.dependencies.using(async ({ editors }) => {
			const role = await this.#role(guildId, roleId, sections.length > 0);
			if (role.isErr()) return err(role.unwrapErr());
			const change = { guildId, roleId, roleName: role.unwrap(), sections };
			const isSaved = await editors.replace(
				change,
				originOf(options),
				(current) => sections.length === 0 || current.has(roleId) || current.size < MaxRoles
			);
			return isSaved ? ok({ roleId, sections: knownSections(sections) }) : err(tooManyRoles());
		});
	}

	/**
	 * Restores what a role could edit before a change, if it can still edit the same as after the change.
	 *
	 * @internal
	 */
	public restore(
		guildId: string,
		{ before, after }: Record<'before' | 'after', ChangeValues['editors']>,
		origin: ChangeOrigin
	): Promise<Result<void, KickError>> {
		return this.dependencies.using(async ({ editors }) => {
			const { roleId, sections } = before;
			const role = await this.#role(guildId, roleId, sections.length > 0);
			if (role.isErr()) return err(role.unwrapErr());
			const expected = [...after.sections].sort().join();
			const isSaved = await editors.replace(
				{ guildId, roleId, roleName: role.unwrap(), sections },
				origin,
				(current) => (current.get(roleId) ?? []).join() === expected
			);
			return isSaved ? ok(undefined) : err(changedSinceThen());
		});
	}

	/**
	 * Returns the name of a role.
	 *
	 * @param isNeeded Whether the role must exist. A role that was deleted can still be removed from the editors.
	 */
	async #role(guildId: string, roleId: string, isNeeded: boolean): Promise<Result<string, KickError>> {
		if (isNeeded && roleId === guildId) return err(everyone());
		const directory = await this.dependencies.discord.directoryOf(guildId, 0);
		const role = directory.isOk() && directory.unwrap().roles.find(({ id }) => id === roleId);
		if (role) return ok(role.name);
		if (!isNeeded) return ok(`with the ID ${roleId}`);
		return err(directory.isOk() ? unknownRole() : unknownServer(directory.unwrapErr()));
	}
}

function tooManyRoles(): KickError {
	return new KickError('bad_request', `At most ${MaxRoles} roles can be editors. Remove one of them first.`);
}

function everyone(): KickError {
	return new KickError(
		'bad_request',
		'The role @everyone cannot be chosen, because every member has it. Choose another.'
	);
}

function unknownRole(): KickError {
	return new KickError('not_found', 'This server has no such role. It may have been deleted. Choose another role.');
}

function unknownServer({ code, hint }: DirectoryFailure): KickError {
	return new KickError(code === 'no_bot' ? 'not_found' : 'discord_unavailable', `Nothing was changed. ${hint}`);
}
