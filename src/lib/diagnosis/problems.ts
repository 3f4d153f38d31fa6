import { linkAgainBy } from '../accounts/linkAgainBy.js';
import type { ConfigCode, ConfigLine } from './ConfigReport.js';
import { describeDetails } from './describeDetails.js';
import { describeLines } from './describeLines.js';
import { type ConfigFacts, missingEvents } from './facts.js';
import { clockText } from './times.js';

/** What a person can do about a problem. The page decides where a kind leads. */
export interface Fix {
	kind: 'channel' | 'link' | 'sync' | 'chatroom' | 'log' | 'chat' | 'invite' | 'say';
	/** Label of the button. */
	label: string;
}

/** Problem of a server that needs attention. */
export interface SetupProblem {
	/** Cause, of which there is one problem at most. */
	id: ConfigCode | 'events_failed';
	severity: 'warning' | 'failed';
	title: string;
	/** What to do. It may contain a name from Kick. */
	detail: string;
	/** `null` if only the owner of the bot can fix it, or if it passes by itself. */
	fix: Fix | null;
}

type Describe = (facts: ConfigFacts) => Pick<SetupProblem, 'title' | 'detail' | 'fix'> | null;

const Sync: Fix = { kind: 'sync', label: 'Sync from Kick' };
const LinkAgain: Fix = { kind: 'link', label: 'Link again' };

/** Returns the problems of a setup by their cause, in the order of the report. */
export function setupProblems(facts: ConfigFacts): SetupProblem[] {
	const problems = new Map<ConfigCode, SetupProblem>();
	for (const line of [...describeLines(facts), ...describeDetails(facts)]) {
		const { code } = line;
		const described = code && Problems[code](facts);
		if (described) problems.set(code, { id: code, severity: severityOf(line, problems.get(code)), ...described });
	}
	return [...problems.values()];
}

/** Returns the problem of events that failed in the bot and wait for a person. `null` without any. */
export function failedEventsProblem(count: number): SetupProblem | null {
	if (count === 0) return null;
	return {
		id: 'events_failed',
		severity: 'warning',
		title: count === 1 ? '1 event failed' : `${count.toLocaleString('en')} events failed`,
		detail: 'The bot could not handle them. Fix the cause, then replay or dismiss them in the log.',
		fix: { kind: 'log', label: 'Show failed events' }
	};
}

function severityOf({ outcome }: ConfigLine, known?: SetupProblem): SetupProblem['severity'] {
	return outcome === 'failed' || known?.severity === 'failed' ? 'failed' : 'warning';
}

/** Problem of each cause. `null`: it passes by itself, or people need not know it. */
const Problems: Readonly<Record<ConfigCode, Describe>> = {
	not_configured: () => null,
	stopped: () => null,
	channel_not_set: () => ({
		title: 'No Kick channel is set',
		detail: 'Choose the Kick channel of this server.',
		fix: { kind: 'channel', label: 'Set channel' }
	}),
	channel_renamed: ({ renamedTo }) => ({
		title: 'The channel has a new name',
		detail: `It is called ${renamedTo} on Kick now. Sync to store the new name.`,
		fix: Sync
	}),
	not_synced: () => ({
		title: 'The channel is not synced',
		detail: "The bot does not know the channel's IDs yet. Sync to look them up.",
		fix: Sync
	}),
	chatroom_missing: ({ useWebsocket }) =>
		useWebsocket
			? {
					title: 'The chatroom ID is missing',
					detail: 'The live socket needs it to read the chat. Sync to look it up.',
					fix: Sync
				}
			: null,
	chatroom_unproven: () => ({
		title: 'The chatroom ID is not confirmed',
		detail: "Write a message in the Kick chat as the channel's owner, or sync.",
		fix: Sync
	}),
	chatroom_foreign: () => wrongChatroom,
	chatroom_doubtful: () => wrongChatroom,
	not_linked: () => ({
		title: 'No Kick account is linked',
		detail: 'The owner of the channel has to link it, so that the bot can read and write its chat.',
		fix: { kind: 'link', label: 'Link Kick Account' }
	}),
	link_ended: () => ({
		title: 'The link to Kick has ended',
		detail: 'Kick no longer accepts it. The owner of the channel has to link again.',
		fix: LinkAgain
	}),
	link_ends_soon: ({ account }) => ({
		title: 'The link to Kick ends soon',
		detail: account
			? `Kick ends a link after 30 days. Link again by ${linkAgainBy(account).toISOString().slice(0, 10)}.`
			: 'Kick ends a link after 30 days. Link again.',
		fix: LinkAgain
	}),
	wrong_token_key: () => ({
		title: 'The stored login for Kick cannot be read',
		detail: "The bot's encryption key was changed. Link again, or ask the bot's owner to restore the earlier key.",
		fix: LinkAgain
	}),
	wrong_account: ({ account }) => ({
		title: 'The linked account does not own this channel',
		detail: `${account?.username ?? 'Another account'} is linked. Link as the channel's owner, or set another channel.`,
		fix: LinkAgain
	}),
	scopes_missing: () => ({
		title: 'The bot may not do everything on Kick',
		detail: 'The owner of this bot has to allow chat and events in the Kick app. Then link again.',
		fix: LinkAgain
	}),
	subscriptions_missing(facts) {
		// Without the ids, nothing can be subscribed to.
		if (facts.broadcasterUserId === null) return null;
		const missing = missingEvents(facts).length;
		const isAll = missing === facts.wanted.length;
		return {
			title: isAll ? 'Kick sends no events' : 'Kick does not send all events',
			detail: `Kick does not send ${missing} of ${facts.wanted.length} kinds of events. Sync to subscribe again.`,
			fix: Sync
		};
	},
	clock_wrong: ({ clockAheadMs }) => ({
		title: 'The clock of the bot is wrong',
		detail: `${clockText(clockAheadMs ?? 0)} Ask the bot's owner to set it.`,
		fix: null
	}),
	nothing_delivered: (facts) =>
		missingEvents(facts).length === 0
			? {
					title: 'No event has arrived from Kick yet',
					detail:
						'Write a message in the Kick chat. If it does not arrive within a minute, the owner of this bot has to ' +
						'check the webhook URL in the Kick app.',
					fix: { kind: 'chat', label: 'Open chat' }
				}
			: null,
	deliveries_late: () => ({
		title: 'Events from Kick arrive late',
		detail: 'Kick or this bot is slow at the moment. No event is lost.',
		fix: null
	}),
	deliveries_silent: () => ({
		title: 'No event arrives from Kick',
		detail: 'If people chat, the owner of this bot has to check the webhook URL in the Kick app. Then sync.',
		fix: Sync
	}),
	socket_connecting: () => null,
	socket_silent: () => ({
		title: 'The live socket is silent',
		detail: 'Chat still arrives by webhook. If this lasts, the owner of this bot can set KICK_REALTIME_PROVIDER.',
		fix: null
	}),
	bot_account_missing: () => null,
	bot_account_problem: () => ({
		title: 'The bot account has a problem',
		detail: 'The owner of this bot has to link it again. Until then, messages are sent through the API.',
		fix: null
	})
};

const wrongChatroom = {
	title: 'The chatroom ID looks wrong',
	detail: 'The live socket cannot read this chat. Sync to look the id up, or enter the right one.',
	fix: { kind: 'chatroom', label: 'Enter chatroom ID' }
} as const;
