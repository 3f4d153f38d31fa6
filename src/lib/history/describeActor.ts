import type { ChangeVia, KickActor } from '../storage/history/types.js';

const Ways: Readonly<Record<ChangeVia, string>> = {
	dashboard: 'on the dashboard',
	command: 'with a command',
	link_page: 'while linking Kick',
	code: 'by code',
	bot: 'by itself'
};

/** Returns who has made a change and how, as people read it. */
export function describeActor(actor: KickActor): { who: string; how: string } {
	return { who: whoOf(actor), how: Ways[actor.via] };
}

function whoOf({ id, name, via }: KickActor): string {
	// Only the owner of a Kick account may end its links from the page of another link.
	if (via === 'link_page' && id === null) return `The owner of the Kick account ${name}`;
	if (name !== null) return name;
	if (id !== null) return `Discord user ${id}`;
	return via === 'bot' ? 'The bot' : 'The owner of this bot';
}
