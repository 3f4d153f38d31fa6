import { Browser } from '../Browser.js';
import type { SimulatedGuild, SimulatedMember } from '../discord/index.js';
import type { Streamer } from '../kick/index.js';
import { expectSeen, StoryError } from './expectSeen.js';
import type { Sandbox } from './Sandbox.js';
import type { Transcript } from './Transcript.js';

/** Who takes part: a Discord server, somebody who manages it, and the streamer's Kick channel. */
export interface Cast {
	guild: SimulatedGuild;
	manager: SimulatedMember;
	streamer: Streamer;
}

export function createCast({ discord, kick }: Sandbox): Cast {
	const guild = discord.addGuild({ name: "Mia's Discord" });
	const manager = guild.addMember('mia', { permissions: ['ManageGuild', 'ManageMessages'] });
	const streamer = kick.addStreamer('mia_live', { username: 'Mia_Live', live: true });
	kick.oauth.signIn(streamer.slug);
	return { guild, manager, streamer };
}

/** The whole setup and both directions of chat, as a streamer goes through it. Throws at the first step that fails. */
export async function playStory(sandbox: Sandbox, cast: Cast, transcript: Transcript): Promise<void> {
	const { kick } = sandbox;
	const { manager, streamer } = cast;
	const slash = async (path: string, values: Record<string, string> = {}) => {
		const shown = Object.entries(values).map(([name, value]) => ` ${name}:${value}`);
		transcript.line('Discord', manager.name, `/${path}${shown.join('')}`);
		const reply = await manager.slash(path, values);
		transcript.line('Discord', reply.ephemeral ? 'bot (private)' : 'bot', reply.content);
		return reply;
	};

	transcript.chapter('Nothing is set up yet');
	expectSeen((await slash('check_kick_config')).content, '❌ kick_channel', '❌ OAuth token', '❌ Chat');

	transcript.chapter('The channel is entered');
	expectSeen((await slash('kick channel', { name: streamer.slug })).content, streamer.slug);

	transcript.chapter('The Kick account is linked, in the browser');
	const link = await slash('kick link');
	const address = link.buttons[0]?.url;
	if (!address) throw new StoryError('The answer has no link button.');
	const consent = await new Browser().open(address);
	transcript.line('Browser', 'Kick', `${consent.text.slice(0, 160)}…`);
	transcript.line('Browser', manager.name, 'presses "Allow"');
	const done = await consent.submit('Allow');
	transcript.line('Browser', 'bot', done.text);
	expectSeen(done.text, 'linked');
	transcript.line(
		'Discord',
		'bot (private)',
		(await link.waitFor(({ content }) => content.includes('linked'))).content
	);

	transcript.chapter('Sync');
	expectSeen((await slash('kick sync')).content, String(streamer.userId), String(streamer.chatroomId));

	transcript.chapter('Everything is set up');
	const check = await slash('check_kick_config');
	expectSeen(
		check.content,
		`✅ kick_channel: ${streamer.slug}`,
		`✅ kick_broadcaster_user_id: ${streamer.userId}`,
		`✅ kick_chatroom_id: ${streamer.chatroomId}`,
		'✅ OAuth token: exists',
		'✅ Webhooks: registered',
		'✅ Chat: ready to send/receive'
	);

	const arrives = async (text: string) => {
		const message = await kick.waitForChat(streamer.slug, ({ content }) => content.includes(text));
		transcript.line('Kick', message.type === 'bot' ? 'the bot' : message.sender.username, message.content);
	};

	transcript.chapter('Discord writes to Kick');
	await slash('kick say', { message: 'Hello from Discord!' });
	await arrives('Hello from Discord!');

	transcript.chapter('Kick writes to Discord, and a listener answers');
	transcript.line('Kick', 'ana', '!ping');
	const { deliveries } = await kick.viewer('ana').says('!ping', { in: streamer.slug });
	const status = deliveries.map((delivery) => delivery.status).join(', ');
	transcript.line('Kick', 'webhook', `chat.message.sent, signed, answered ${status}`);
	expectSeen(status, '200');
	await arrives('@ana pong');

	transcript.chapter('The same by prefix command');
	transcript.line('Discord', manager.name, '!kick say And hello by prefix!');
	const typed = await manager.says('!kick say And hello by prefix!');
	transcript.line('Discord', 'bot', (await typed.reply()).content);
	await arrives('And hello by prefix!');
}
