import { expectSeen } from '../expectSeen.js';
import type { Narrator } from '../Narrator.js';

/** Sets the bot up from nothing, as a streamer does. */
export async function setUp(narrator: Narrator): Promise<void> {
	const { transcript } = narrator;
	const { manager, streamer } = narrator.cast;

	transcript.chapter('Nothing is set up yet');
	const before = await narrator.slash('check_kick_config');
	expectSeen(before.content, '❌ kick_channel', '❌ OAuth token', '❌ Chat');

	transcript.chapter('The channel is entered');
	expectSeen((await narrator.slash('kick channel', { name: streamer.slug })).content, streamer.slug);

	transcript.chapter('The Kick account is linked, in the browser');
	await narrator.link(await narrator.slash('kick link'), manager);

	transcript.chapter('Sync');
	const synced = await narrator.slash('kick sync');
	expectSeen(synced.content, String(streamer.userId), String(streamer.chatroomId));

	transcript.chapter('Everything is set up');
	await narrator.sandbox.kick.realtime.waitForSubscription(streamer.slug);
	const check = await narrator.slash('check_kick_config');
	expectSeen(
		check.content,
		`✅ kick_channel: ${streamer.slug}`,
		`✅ kick_broadcaster_user_id: ${streamer.userId}`,
		`✅ kick_chatroom_id: ${streamer.chatroomId}`,
		'✅ OAuth token: exists',
		'✅ Webhooks: registered',
		'✅ Chat: ready to send/receive'
	);
}
