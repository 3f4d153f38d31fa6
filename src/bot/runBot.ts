import type { AddressInfo } from 'node:net';
import { container, type SapphireClient } from '@sapphire/framework';
import { describeProblem } from '../lib/config/ConfigError.js';
import { environmentWithFile, removeShardVariables } from '../lib/config/environment.js';
import { escapeControls } from '../lib/escapeControls.js';
import { logText } from '../lib/log/logText.js';
import { type BotConfig, loadBotConfig } from './botConfig.js';
import { createBot } from './createBot.js';
import { HealthServer } from './health/HealthServer.js';
import { listenProblem, loginProblem } from './startProblems.js';
import { stopHttpServer } from './stopHttpServer.js';

/** Limit for a clean stop, because hosting panels kill the process after 10 s. */
const StopLimitMs = 9_000;

/** Starts the ready bot, and stops it on SIGTERM or SIGINT. */
export async function runBot(): Promise<void> {
	process.on('uncaughtException', endWithError);
	const { environment, unread } = environmentWithFile();
	const config = loadBotConfig(environment, unread);
	if (config.isErr()) {
		console.error(
			`${escapeControls(config.unwrapErr().message)}\n\nTo see the bot work without any account: npm run demo`
		);
		process.exitCode = 1;
		return;
	}
	removeShardVariables();
	const client = createBot(config.unwrap());
	if (unread) container.logger.warn(`[Kick] ${describeProblem(unread)}.`);
	const health = new HealthServer(container.kick, container.logger);
	const stop = (code: number) => stopBot(client, health, code);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
	const problem = await startBot(client, health, config.unwrap());
	if (problem === null) return;
	container.logger.fatal(`The bot could not start: ${problem}`);
	await stop(1);
}

/** Ends the process like Node would, but logs the error without tokens and control characters. */
function endWithError(error: unknown): void {
	console.error(logText(error));
	process.exit(1);
}

/** Returns the reason why the bot did not start, or `null` on success. */
async function startBot(client: SapphireClient, health: HealthServer, config: BotConfig): Promise<string | null> {
	try {
		await client.login(config.token.reveal());
	} catch (error) {
		return loginProblem(error, config);
	}
	try {
		if (config.listens) await listen(client);
		else
			container.logger.info(
				'[Kick] Ready. This process has no web server: KICK_HTTP=false, or shard 0 runs elsewhere.'
			);
		if (config.health) await health.start(config.health);
		return null;
	} catch (error) {
		return listenProblem(error, config);
	}
}

async function listen(client: SapphireClient): Promise<void> {
	await client.server.connect();
	const { port } = client.server.server.address() as AddressInfo;
	container.logger.info(
		`[Kick] Listening on port ${port}. Webhook URL for the Kick app: ${container.kick.config.app?.urls.webhook}`
	);
}

async function stopBot(client: SapphireClient, health: HealthServer, code: number): Promise<void> {
	setTimeout(() => process.exit(code || 1), StopLimitMs).unref();
	try {
		await Promise.all([stopHttpServer(client.server.server), health.stop()]);
		await client.destroy();
	} catch (error) {
		container.logger.error('[Kick] The bot did not stop cleanly.', error);
	}
	process.exit(code);
}
