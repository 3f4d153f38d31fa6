import { Command, InvalidArgumentError } from 'commander';
import { ConfigError, describeProblem } from '../lib/config/ConfigError.js';
import { environmentWithFile } from '../lib/config/environment.js';
import { type KickConfig, loadConfig } from '../lib/config/loadConfig.js';
import { escapeControls } from '../lib/escapeControls.js';
import { EventLog } from '../lib/events/log/EventLog.js';
import { GuildLogAccess } from '../lib/events/log/GuildLogAccess.js';
import { KickError } from '../lib/kick/errors.js';
import { logText } from '../lib/log/logText.js';
import type { EventState } from '../lib/storage/events/types.js';
import { openDatabase } from '../lib/storage/openDatabase.js';
import { version } from '../version.js';
import { describeEvent } from './describeEvent.js';

const States: readonly EventState[] = ['received', 'handled', 'stale', 'duplicate', 'ignored', 'failed', 'dead'];
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
		.action((options: { state?: EventState; limit: number }) =>
			withLog(async (log) => {
				const events = await log.list(options);
				for (const event of events) write(describeEvent(event));
				if (events.length === 0) write('No events found.');
			})
		);

	program
		.command('replay')
		.description('deliver an event to its Discord servers again; a running bot does this within seconds')
		.argument('<id>', "event ID from the log, or Kick's message ID")
		.action((id: string) =>
			withLog(async (log) => {
				const guildIds = (await log.replay(id)).unwrapOrElse((error) => {
					throw error;
				});
				const servers = guildIds.length === 1 ? 'server' : 'servers';
				write(`The event will be delivered again to ${servers} ${guildIds.join(', ')}.`);
			})
		);
	return program;
}

/** Runs work on the log. Failures exit with code 1: expected ones in one line, bugs with a stack, none with secrets. */
async function withLog(work: (log: EventLog) => Promise<void>): Promise<void> {
	try {
		const config = loadEnvironment();
		const database = await openDatabase(config.databaseUrl);
		try {
			await work(
				new EventLog({
					log: database.eventLog,
					routes: {
						guildsOf: async (channel) => (await database.links.channels(channel)).map(({ guildId }) => guildId)
					},
					access: new GuildLogAccess(database),
					onReplay: () => undefined,
					onDismissed: () => undefined
				})
			);
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

function parseState(text: string): EventState {
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
