import { type ConfigFacts, missingEvents } from './facts.js';
import type { Fix } from './problems.js';

/** Step of the setup of a server. */
export interface FirstStep {
	id: 'channel' | 'link' | 'sync' | 'permissions' | 'hello';
	title: string;
	/** What it is for, or how it is done. It may contain a name from Kick. */
	detail: string;
	/**
	 * - `done`
	 * - `next`: the step to do now. At most one.
	 * - `later`: steps before it are not done, or it could not be checked.
	 * - `problem`: it was done before, or it needs attention.
	 */
	state: 'done' | 'next' | 'later' | 'problem';
	/** Button of the step. `null` if there is nothing to do now. */
	action: Fix | null;
}

export interface FirstStepsFacts extends ConfigFacts {
	/** Names of the permissions that the bot lacks in the server. `null`: not known. */
	missingPermissions: readonly string[] | null;
	/** Whether the bot has written in the Kick chat. */
	hasSpoken: boolean;
}

interface Check {
	isDone: boolean;
	/** What is wrong, if the step was done before or needs attention. */
	problem?: string | false;
	/** Replaces the detail of a step that is done, or that cannot be checked. */
	note?: string;
	/** Whether later steps do not wait for it. */
	isOptional?: boolean;
}

type Step = Pick<FirstStep, 'id' | 'title' | 'detail'> & { action: Fix; check: (facts: FirstStepsFacts) => Check };

const Steps: readonly Step[] = [
	{
		id: 'channel',
		title: 'Set your Kick channel',
		detail: 'Enter its name or address.',
		action: { kind: 'channel', label: 'Set channel' },
		check: ({ channel }) => ({ isDone: channel !== null, note: channel ? `The channel is ${channel}.` : undefined })
	},
	{
		id: 'link',
		title: 'Link the Kick account',
		detail: 'The owner of the channel allows the bot to read and write its chat.',
		action: { kind: 'link', label: 'Link Kick Account' },
		check: linkCheck
	},
	{
		id: 'sync',
		title: 'Sync the channel',
		detail: 'The bot looks up the IDs of the channel and subscribes to its events.',
		action: { kind: 'sync', label: 'Sync from Kick' },
		check: syncCheck
	},
	{
		id: 'permissions',
		title: 'Check the permissions in Discord',
		detail: 'The bot needs them to post in your channels.',
		action: { kind: 'invite', label: 'Update permissions' },
		check: permissionsCheck
	},
	{
		id: 'hello',
		title: 'Say hello in your Kick chat',
		detail: 'Send the first message through the bot.',
		action: { kind: 'say', label: 'Say hello' },
		check: ({ hasSpoken }) => ({ isDone: hasSpoken, note: hasSpoken ? 'The bot has written in the chat.' : undefined })
	}
];

/** Returns the steps from a new server to one that works, in their order. */
export function firstSteps(facts: FirstStepsFacts): FirstStep[] {
	let isBlocked = false;
	return Steps.map(({ id, title, detail, action, check }): FirstStep => {
		const { isDone, problem, note, isOptional } = check(facts);
		if (isDone) return { id, title, detail: note ?? detail, state: 'done', action: null };
		if (problem) {
			isBlocked ||= !isOptional;
			return { id, title, detail: problem, state: 'problem', action };
		}
		if (isBlocked || isOptional) return { id, title, detail: note ?? detail, state: 'later', action: null };
		isBlocked = true;
		return { id, title, detail, state: 'next', action };
	});
}

function linkCheck({ account, opensTokens, ownsChannel }: FirstStepsFacts): Check {
	if (!account) return { isDone: false };
	if (account.status === 'relink') return { isDone: false, problem: 'Kick no longer accepts the link. Link again.' };
	if (!opensTokens) return { isDone: false, problem: 'The stored login for Kick cannot be read. Link again.' };
	if (!ownsChannel) {
		return {
			isDone: false,
			problem: `${account.username} is linked, but does not own this channel. Its owner has to link.`
		};
	}
	return { isDone: true, note: `${account.username} is linked.` };
}

function syncCheck(facts: FirstStepsFacts): Check {
	const missing = missingEvents(facts).length;
	if (facts.broadcasterUserId === null || missing === facts.wanted.length) return { isDone: false };
	const problem = `Kick does not send ${missing} of ${facts.wanted.length} kinds of events. Sync again.`;
	return missing > 0
		? { isDone: false, problem }
		: { isDone: true, note: 'The bot receives the events of the channel.' };
}

/** Later steps do not wait for it, because they are about Kick. */
function permissionsCheck({ missingPermissions }: FirstStepsFacts): Check {
	if (missingPermissions === null) {
		return { isDone: false, isOptional: true, note: 'Discord did not answer, so this is not checked yet.' };
	}
	const problem = missingPermissions.length > 0 && `The bot lacks: ${missingPermissions.join(', ')}.`;
	return { isDone: !problem, isOptional: true, problem, note: 'The bot has all permissions that it needs.' };
}
