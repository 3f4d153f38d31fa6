import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { botEnvironment } from '../../../sandbox/botEnvironment.js';
import { BotProcess } from '../../../sandbox/demo/BotProcess.js';
import { freePort } from '../../../sandbox/demo/freePort.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { PatienceMs } from '../../support/patience.js';
import { botEntry } from '../../support/runProgram.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { folderOfTestFile } from '../../support/temporaryFolder.js';

const folder = folderOfTestFile();
const url = `http://localhost:${await freePort()}`;
const kick = await stopAfterAll(
	SimulatedKick.start({ redirectUris: [`${url}/auth/kick/callback`], webhookUrl: `${url}/webhooks/kick` })
);
const discord = await stopAfterAll(SimulatedDiscord.start({ acknowledgeMs: PatienceMs }));
const manager = discord
	.addGuild({ name: 'Restarts' })
	.addMember('mia', { permissions: ['ManageGuild', 'ManageMessages'] });
kick.addStreamer('mia_live');
kick.oauth.signIn('mia_live');
const environment = {
	...botEnvironment(kick, discord, url),
	DATABASE_URL: `file:${join(folder, 'kick.db')}`
};

async function start(): Promise<BotProcess> {
	const bot = await BotProcess.start({ entry: botEntry, folder, environment });
	await discord.ready();
	return bot;
}

it('handles everything that was answered 200 after a kill -9, and keeps the link', async () => {
	let bot = await start();
	const link = await manager.slash('kick link');
	const page = await new Browser().open(link.buttons[0]?.url ?? '');
	const consent = await page.submit('Continue to Kick');
	expect((await consent.submit('Allow')).text).toContain('is linked');

	// The answers to the pings wait for Kick, so that the bot dies before it can mark any of them.
	kick.faults.always('POST /public/v1/chat', 'timeout');
	const asked: string[] = [];
	for (let index = 0; index < 5; index++) {
		const { messageId, deliveries } = await kick.viewer('ana').says('!ping');
		expect(deliveries.map(({ status }) => status)).toEqual([200]);
		asked.push(messageId);
	}
	await bot.kill();
	kick.faults.clear();

	bot = await start();
	for (const messageId of asked) await kick.waitForChat('mia_live', ({ replyTo }) => replyTo === messageId, PatienceMs);
	expect((await manager.slash('check_kick_config')).content).toContain('✅ Chat: ready to send/receive');
	await bot.stop();
	expect(bot.exitCode).toBe(0);
});

it('a bot that is asked to stop ends by itself, and no secret is in its log', async () => {
	const bot = await start();
	await kick.viewer('ana').says('!ping');
	await bot.stop();
	expect(bot.exitCode).toBe(0);
	const log = bot.log.join('\n');
	for (const secret of [discord.token, kick.app.clientSecret]) expect(log).not.toContain(secret);
});
