import { Browser } from '../../Browser.js';
import type { SimulatedMember, SimulatedReply } from '../../discord/index.js';
import type { ChatMessage, EventResult } from '../../kick/index.js';
import { chatMessage } from '../../kick/webhooks/payloads.js';
import type { Sandbox } from '../Sandbox.js';
import type { Cast } from './Cast.js';
import { expectSeen, StoryError } from './expectSeen.js';
import type { Transcript } from './Transcript.js';

/** Performs the steps of the story and adds their visible results to the transcript. */
export class Narrator {
	public constructor(
		public readonly sandbox: Sandbox,
		public readonly cast: Cast,
		public readonly transcript: Transcript
	) {}

	/** Runs a slash command and shows its answer. */
	public async slash(
		path: string,
		values: Record<string, string> = {},
		member: SimulatedMember = this.cast.manager
	): Promise<SimulatedReply> {
		const shown = Object.entries(values).map(([name, value]) => ` ${name}:${value}`);
		this.transcript.line('Discord', member.name, `/${path}${shown.join('')}`);
		const reply = await member.slash(path, values);
		this.transcript.line('Discord', reply.ephemeral ? 'bot (private)' : 'bot', reply.content);
		return reply;
	}

	/** Follows the link button of an answer and allows the app on Kick, where the browser is signed in already. */
	public async link(invitation: SimulatedReply, member: SimulatedMember): Promise<void> {
		const address = invitation.buttons[0]?.url;
		if (!address) throw new StoryError('The answer has no link button.');
		const page = await new Browser().open(address);
		this.transcript.line('Browser', 'bot', `${page.mainText.slice(0, 160)}…`);
		expectSeen(page.text, this.cast.guild.name);
		this.transcript.line('Browser', member.name, 'presses "Continue to Kick"');
		const consent = await page.submit('Continue to Kick');
		this.transcript.line('Browser', 'Kick', `${consent.text.slice(0, 160)}…`);
		this.transcript.line('Browser', member.name, 'presses "Allow"');
		const done = await consent.submit('Allow');
		this.transcript.line('Browser', 'bot', done.mainText);
		expectSeen(done.text, this.sandbox.kick.oauth.signedIn?.username ?? '', 'You can close this page.');
		const { content } = await invitation.next();
		this.transcript.line('Discord', 'bot (private)', content);
	}

	/** Sends a chat message and shows the answers to its webhooks. */
	public async says(viewer: string, text: string): Promise<ChatMessage> {
		this.transcript.line('Kick', viewer, text);
		const { kick } = this.sandbox;
		const { slug } = this.cast.streamer;
		const { deliveries, messageId } = await kick.viewer(viewer).says(text, { in: slug });
		if (deliveries.length > 0) this.#report(deliveries);
		return kick.waitForChat(slug, ({ id }) => id === messageId);
	}

	/** Sends the late webhook of a chat message. */
	public async webhookArrives(message: ChatMessage): Promise<void> {
		const body = chatMessage(this.cast.streamer.account, message, undefined);
		this.#report([await this.sandbox.kick.deliver({ event: 'chat.message.sent', body })]);
	}

	/** Waits for a chat message of the bot. */
	public async arrives(text: string): Promise<ChatMessage> {
		const { slug } = this.cast.streamer;
		const message = await this.sandbox.kick.waitForChat(slug, ({ content }) => content.includes(text));
		this.transcript.line('Kick', message.type === 'bot' ? 'the bot' : message.sender.username, message.content);
		return message;
	}

	#report(deliveries: EventResult['deliveries']): void {
		const status = deliveries.map((delivery) => delivery.status).join(', ');
		this.transcript.line('Kick', 'webhook', `chat.message.sent, signed, answered ${status}`);
		expectSeen(status, '200');
	}
}
