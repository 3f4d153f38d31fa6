import { Command, InvalidArgumentError } from 'commander';
import { ConfigError, describeProblem } from '../lib/config/ConfigError.js';
import { environmentWithFile } from '../lib/config/environment.js';
import { type KickConfig, loadConfig } from '../lib/config/loadConfig.js';
import { escapeControls } from '../lib/escapeControls.js';
import { eventNotFound, requeueEvent } from '../lib/events/log/requeueEvent.js';
import { KickError } from '../lib/kick/errors.js';
import { logText } from '../lib/log/logText.js';
import type { Database } from '../lib/storage/Database.js';
import type { OverallState } from '../lib/storage/events/states.js';
import { openDatabase } from '../lib/storage/openDatabase.js';
import { version } from '../version.js';
import { describeEvent } from './describeEvent.js';

const States: readonly OverallState[] = [
	'pending',
	'retrying',
	'handled',
	'dead_letter',
	'stale',
	'duplicate',
	'ignored',
	'unreadable'
];
const MaxListed = 1_000;

/** Builds the `kick-plugin` command. It works on the bot's database, even while the bot runs. */
export function createProgram(write: (line: string) => void): Command {
	const program = new Command('kick-plugin')
		.description("Shows the bot's event log and replays events. Uses DATABASE_URL like the bot.")
		.version(version);

	program
		.command('events')
		.description('list events, newest first')
		.option('--state <state>', `only events in this state: ${States.join(', ')}`, parseState)
		.option('--limit <count>', 'maximum number of events', parseCount, 20)
		.action(({ state, limit }: { state?: OverallState; limit: number }) =>
			withDatabase(async ({ eventLog }) => {
				const events = await eventLog.list({ limit, ...(state && { states: [state] }) });
				for (const event of events) write(describeEvent(event));
				if (events.length === 0) write('No events found.');
			})
		);

	program
		.command('replay')
		.description('deliver an event to its Discord servers again; a running bot does this within seconds')
		.argument('<id>', "event ID from the log, or Kick's message ID")
		.action((id: string) =>
			withDatabase(async (database) => {
				const guildIds = await replay(database, id);
				const servers = guildIds.length === 1 ? 'server' : 'servers';
				write(`The event will be delivered again to ${servers} ${guildIds.join(', ')}.`);
			})
		);
	return program;
}

/** @throws A `KickError` for an event that is not in the log, or that goes to no server. */
async function replay({ eventLog, links }: Database, id: string): Promise<readonly string[]> {
	const event = await eventLog.find(id);
	if (!event) throw eventNotFound(id);
	const routes = {
		guildsOf: async (channel: number) => (await links.channels(channel)).map(({ guildId }) => guildId)
	};
	const requeued = await requeueEvent({ log: eventLog, routes }, event);
	return requeued.unwrapOrElse((error) => {
		throw error;
	});
}

/** Runs work on the database. A failure exits with code 1: expected ones print one line, bugs a stack, none secrets. */
async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
	try {
		const config = loadEnvironment();
		const database = await openDatabase(config.databaseUrl);
		try {
			await work(database);
		} finally {
			await database.close();
		}
	} catch (error) {
		if (error instanceof KickError) console.error(escapeControls(error.hint));
		else console.error(error instanceof ConfigError ? escapeControls(error.message) : logText(error));
		process.exitCode = 1;
	}
}

/** Reads the environment. An unreadable `.env` is fatal only if `DATABASE_URL` is not set. */
function loadEnvironment(): KickConfig {
	const { environment, unread } = environmentWithFile();
	if (unread && !environment.DATABASE_URL) throw new ConfigError([unread]);
	if (unread) console.error(describeProblem(unread));
	return loadConfig({}, environment).unwrapOrElse((error) => {
		throw error;
	});
}

function parseState(text: string): OverallState {
	const state = States.find((known) => known === text);
	if (!state) throw new InvalidArgumentError(`Use one of ${States.join(', ')}.`);
	return state;
}

function parseCount(text: string): number {
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1 || count > MaxListed) {
		throw new InvalidArgumentError(`Use a number from 1 to ${MaxListed}.`);
	}
	return count;
}
