import { escapeControls } from '../../lib/escapeControls.js';
import { usePageContext } from '../PageContext.js';

/** Commands that the dashboard has a field or button for. */
const Command = /(?:\b(r)un )?\/kick (channel|link(?! account:bot)|sync chatroom_id:|sync)/gi;

const Controls: Readonly<Record<string, { label: string; card: string }>> = {
	channel: { label: 'Kick Channel Username', card: 'channel' },
	link: { label: 'Link Kick Account', card: 'account' },
	sync: { label: 'Sync from Kick', card: 'ids' },
	'sync chatroom_id:': { label: 'Chatroom ID', card: 'ids' }
};

/**
 * Hint of the bot with links to Settings in place of commands: "Run /kick sync" becomes "Use Sync from Kick".
 */
export function HintText({ text: given }: { text: string }) {
	const text = escapeControls(given);
	const { home, guild } = usePageContext();
	if (!guild) return <>{text}</>;
	const parts = [];
	let end = 0;
	for (const { 0: phrase, 1: run, 2: command = '', index } of text.matchAll(Command)) {
		const control = Controls[command.toLowerCase()];
		if (!control) continue;
		const { card, label } = control;
		const verb = run === 'R' ? 'Use ' : 'use ';
		parts.push(
			text.slice(end, index),
			run ? verb : '',
			<a key={index} href={`${home}/${guild.id}/settings#${card}`}>
				{label}
			</a>
		);
		end = index + phrase.length;
	}
	return (
		<>
			{parts}
			{text.slice(end)}
		</>
	);
}
