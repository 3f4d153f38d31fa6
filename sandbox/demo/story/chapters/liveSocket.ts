import { expectSeen, StoryError } from '../expectSeen.js';
import type { Narrator } from '../Narrator.js';

/** Uses the live socket: messages that it gets first, events that only it gets, and sending through it. */
export async function liveSocket(narrator: Narrator): Promise<void> {
	const { transcript } = narrator;
	const { kick } = narrator.sandbox;
	const { owner, streamer, botAccount } = narrator.cast;

	transcript.chapter('The live socket hears a message first, its webhook is late, and it is answered once');
	transcript.line('Kick', 'socket', `the bot listens to ${(await listenedTo(narrator)).join(', ')}`);
	kick.webhooks.enabled = false;
	const question = await narrator.says('ben', '!ping');
	await narrator.arrives('@ben pong');
	await narrator.webhookArrives(question);

	transcript.chapter('The owner of the bot links a Kick account for it to write with');
	kick.oauth.signIn(botAccount.slug);
	await narrator.link(await narrator.slash('kick link', { account: 'bot' }, owner), owner);
	kick.oauth.signIn(streamer.slug);
	const sent = await narrator.slash('kick say', { message: 'Hello as myself!' });
	expectSeen(sent.content, `Sent by socket. Kick shows it as ${botAccount.username}.`);
	const { id } = await narrator.arrives('Hello as myself!');

	transcript.chapter('The socket is cut, and comes back');
	const reason = 'Please reconnect immediately';
	transcript.line('Kick', 'socket', `closed with 4200, ${reason}`);
	kick.realtime.drop(4200, reason);
	transcript.line('Kick', 'socket', `the bot listens to ${(await listenedTo(narrator)).join(', ')} again`);

	transcript.chapter('Only the socket tells of deleted messages and of the modes of the chat');
	transcript.line('Kick', streamer.username, 'deletes a message of the bot, and switches slow mode on and off');
	streamer.deletes(id);
	streamer.setsChatMode({ slowMode: 5 });
	streamer.setsChatMode({ slowMode: 0 });
	await narrator.says('cleo', '!ping');
	await narrator.arrives('@cleo pong');
	expectOneAnswer(narrator, question.id);
	kick.webhooks.enabled = true;
	transcript.line('Terminal', 'kick-plugin', 'events');
	const log = await narrator.sandbox.runCli('events');
	transcript.line('Terminal', 'log', log);
	expectSeen(log, 'chat.message.deleted  websocket', 'chat.mode.updated  websocket');
}

/** Resolves when the bot listens. */
async function listenedTo({ sandbox: { kick }, cast: { streamer } }: Narrator): Promise<string[]> {
	const clients = await kick.realtime.waitForSubscription(streamer.slug);
	return clients.flatMap(({ channels }) => [...channels]);
}

/** Checks that the bot answered once: a second answer would precede that to the next question. */
function expectOneAnswer({ sandbox: { kick }, cast: { streamer } }: Narrator, messageId: string): void {
	const answers = kick.chat(streamer.slug).filter(({ replyTo }) => replyTo === messageId);
	if (answers.length !== 1) throw new StoryError(`The message was answered ${answers.length} times.`);
}
