import {
	type APIApplicationCommand,
	type APIApplicationCommandOption,
	ApplicationCommandType,
	type ApplicationIntegrationType,
	type InteractionContextType
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Waiters } from '../../Waiters.js';
import { DiscordError, type FormErrors, refusals } from '../rest/DiscordError.js';
import { parseBody } from '../rest/parseBody.js';
import type { Snowflakes } from '../world/Snowflakes.js';
import { type CommandBody, commandBody, commandPatch } from './commandBody.js';

/** Discord's limit of slash commands per application, and per Discord server. */
const MaxCommands = 100;
const MaxCommandsReached = 30_032;

/** The part of the world that a registry uses. Servers have a registry, so it can't import the world itself. */
interface RegistryWorld {
	ids: Snowflakes;
	changes: Waiters;
	/** The bot's account, which has the same id as the application. */
	bot: { id: string };
}

/** Commands that the bot registered, globally or for one Discord server. */
export class CommandRegistry {
	readonly #world: RegistryWorld;
	readonly #guildId: string | null;
	readonly #commands = new Map<string, APIApplicationCommand>();

	public constructor(world: RegistryWorld, guildId: string | null) {
		this.#world = world;
		this.#guildId = guildId;
	}

	public get list(): APIApplicationCommand[] {
		return [...this.#commands.values()];
	}

	public get size(): number {
		return this.#commands.size;
	}

	/** Returns a slash command by its name. */
	public find(name: string): APIApplicationCommand | undefined {
		return this.#named(name, ApplicationCommandType.ChatInput);
	}

	/** @throws DiscordError 10063 */
	public get(id: string): APIApplicationCommand {
		const command = this.#commands.get(id);
		if (command === undefined) throw refusals.unknownCommand();
		return command;
	}

	/** Replaces all commands; one that keeps its name keeps its id. */
	public overwrite(body: unknown): APIApplicationCommand[] {
		const bodies = parseBody(z.array(commandBody), body ?? []);
		assertUniqueNames(bodies);
		if (bodies.length > MaxCommands) throw tooMany();

		const commands = bodies.map((entry) => this.#build(entry, this.#named(entry.name, typeOf(entry))?.id));
		this.#commands.clear();
		for (const command of commands) this.#commands.set(command.id, command);
		this.#world.changes.notify();
		return commands;
	}

	/** Adds a command, or replaces the one of the same name and type. */
	public upsert(body: unknown): { command: APIApplicationCommand; isNew: boolean } {
		const parsed = parseBody(commandBody, body);
		const known = this.#named(parsed.name, typeOf(parsed));
		if (known === undefined && this.size >= MaxCommands) throw tooMany();

		const command = this.#store(this.#build(parsed, known?.id));
		return { command, isNew: known === undefined };
	}

	public edit(id: string, body: unknown): APIApplicationCommand {
		const known = this.get(id);
		const patch = parseBody(commandPatch, body);
		const merged = parseBody(commandBody, { ...known, ...patch });
		const namesake = this.#named(merged.name, known.type);
		if (namesake !== undefined && namesake.id !== id) throw refusals.invalidForm({ name: duplicateName });

		return this.#store(this.#build(merged, id));
	}

	public delete(id: string): void {
		this.get(id);
		this.#commands.delete(id);
		this.#world.changes.notify();
	}

	public clear(): void {
		this.#commands.clear();
	}

	#store(command: APIApplicationCommand): APIApplicationCommand {
		this.#commands.set(command.id, command);
		this.#world.changes.notify();
		return command;
	}

	#named(name: string, type: ApplicationCommandType): APIApplicationCommand | undefined {
		return this.list.find((command) => command.name === name && command.type === type);
	}

	#build(body: CommandBody, id = this.#world.ids.next()): APIApplicationCommand {
		return {
			id,
			application_id: this.#world.bot.id,
			version: this.#world.ids.next(),
			type: typeOf(body),
			name: body.name,
			name_localizations: body.name_localizations ?? null,
			description: body.description ?? '',
			description_localizations: body.description_localizations ?? null,
			default_member_permissions: body.default_member_permissions?.toString() ?? null,
			nsfw: body.nsfw ?? false,
			options: withoutNulls(body.options ?? []) as APIApplicationCommandOption[],
			integration_types: (body.integration_types ?? [0]) as ApplicationIntegrationType[],
			...(this.#guildId === null
				? {
						contexts: (body.contexts ?? null) as InteractionContextType[] | null,
						dm_permission: body.dm_permission ?? true
					}
				: { guild_id: this.#guildId })
		};
	}
}

const duplicateName = {
	_errors: [{ code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'Application command names must be unique' }]
};

function typeOf({ type }: CommandBody): ApplicationCommandType {
	return type ?? ApplicationCommandType.ChatInput;
}

function assertUniqueNames(bodies: readonly CommandBody[]): void {
	const seen = new Set<string>();
	const errors: FormErrors = {};
	bodies.forEach((body, index) => {
		const key = `${typeOf(body)} ${body.name}`;
		if (seen.has(key)) errors[index] = { name: duplicateName };
		seen.add(key);
	});
	if (seen.size < bodies.length) throw refusals.invalidForm(errors);
}

function tooMany(): DiscordError {
	return new DiscordError(400, MaxCommandsReached, `Maximum number of application commands reached (${MaxCommands}).`);
}

/** Discord drops fields that were sent as `null`, at every depth of the options. */
function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, entry]) => entry !== null && entry !== undefined)
			.map(([key, entry]) => [key, withoutNulls(entry)])
	);
}
