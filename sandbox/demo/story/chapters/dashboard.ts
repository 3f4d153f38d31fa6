import { Browser } from '../../../Browser.js';
import { textOf } from '../../../browser/html.js';
import type { Page } from '../../../browser/Page.js';
import { expectSeen } from '../expectSeen.js';
import type { Narrator } from '../Narrator.js';

/** Uses the dashboard in a browser: login, setup, chat, and a test event. */
export async function dashboard(narrator: Narrator): Promise<void> {
	const { transcript } = narrator;
	const { guild, manager } = narrator.cast;
	const { botUrl, discord } = narrator.sandbox;
	const report = (text: string) => transcript.line('Browser', 'dashboard', text);

	transcript.chapter('The dashboard, in a browser');
	discord.oauth.signIn(manager);
	transcript.line('Browser', manager.name, `opens ${botUrl}/dashboard, presses "Log in with Discord", then "Allow"`);
	const consent = await (await new Browser().open(`${botUrl}/dashboard`)).click('Log in with Discord');
	const servers = await consent.submit('Allow');
	const overview = await servers.click(guild.name);
	const settings = await overview.click('Settings');
	const lines = linesOf(settings);
	report(lines.join('\n'));
	expectSeen(lines.at(-1) ?? '', 'OK: Chat: ready to send/receive');

	const chat = await settings.click('Chat');
	transcript.line('Browser', manager.name, 'writes into the box of the live chat');
	const sent = await chat.submit('Send', { message: 'Hello from the dashboard!' });
	report(noticeOf(sent));
	expectSeen(sent.text, 'Sent by socket.', 'Hello from the dashboard!');
	await narrator.arrives('Hello from the dashboard!');

	transcript.line('Browser', manager.name, 'presses "Send a test event" in the log');
	const log = await sent.click('Log');
	const tested = await log.submit('Send a test event', { type: 'channel.followed' });
	report(noticeOf(tested));
	expectSeen(tested.text, 'The test event was delivered.');
}

/** Reads the six lines of the setup. */
function linesOf({ text }: Page): string[] {
	const setup = text.slice(text.indexOf('Technical details '), text.indexOf('More details'));
	return setup.match(/(OK|Warning|Problem): .*?(?= ?[✓!✗]|$)/g)?.map((line) => line.trim()) ?? [];
}

/** Reads the result of the form. */
function noticeOf({ html }: Page): string {
	return textOf(/<div class="notice.*?<\/div>/s.exec(html)?.[0] ?? '');
}
