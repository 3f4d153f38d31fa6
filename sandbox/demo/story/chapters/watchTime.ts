import type { SimulatedReply } from '../../../discord/index.js';
import { expectSeen, StoryError } from '../expectSeen.js';
import type { Narrator } from '../Narrator.js';

const MinuteMs = 60_000;
/** Times of messages in minutes of a 45-minute stream. A viewer counts as present for 10 minutes after each. */
const Messages: [name: string, minute: number][] = [
	['ana', 1],
	['ben', 4],
	['ana', 9],
	['ana', 17],
	['cleo', 20],
	['ana', 26],
	['ben', 30],
	['ana', 33]
];

/** Shows chatters, and watch time as estimated from chat. */
export async function watchTime(narrator: Narrator): Promise<void> {
	const { transcript } = narrator;
	transcript.chapter('Who watched');
	transcript.note("To save time, Kick's webhooks report a stream of the last 45 minutes only now.");
	await reportStream(narrator);
	expectSeen((await narrator.slash('kick chatters')).content, 'ana', 'ben', 'cleo');
	expectSeen((await narrator.slash('kick watchtime', { viewer: 'ana' })).content, 'ana', '42 min');
	const leaderboard = await narrator.slash('kick leaderboard');
	expectSeen(leaderboard.content, '**1.** ana', '**2.** ben', '**3.** cleo');
	transcript.line('Discord', 'bot', `[picture: ${await pictureOf(leaderboard)}]`);
}

async function reportStream({ sandbox: { kick }, cast: { streamer } }: Narrator): Promise<void> {
	const startedAt = Date.now() - 45 * MinuteMs;
	await streamer.goesLive({ title: 'Monday run', at: new Date(startedAt) });
	kick.realtime.loses = () => true;
	for (const [name, minute] of Messages) {
		await kick.viewer(name).says('nice', { in: streamer.slug, at: new Date(startedAt + minute * MinuteMs) });
	}
	kick.realtime.loses = () => false;
	await streamer.endsStream();
}

/** @throws Error when the answer has no picture that can be downloaded. */
async function pictureOf({ message }: SimulatedReply): Promise<string> {
	const [file] = message.payload.attachments;
	if (!file) throw new StoryError('The answer has no picture.');
	const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
	if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new StoryError('The picture is no PNG.');
	return `${file.filename}, ${bytes.readUInt32BE(16)} × ${bytes.readUInt32BE(20)}`;
}
