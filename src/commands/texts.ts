import { TimestampStyles, time } from 'discord.js';
import type { UnlinkReport } from '../lib/accounts/AccountRelease.js';
import { describeAccess } from '../lib/accounts/describeAccess.js';
import { describeSent } from '../lib/chat/describeSent.js';
import type { SentMessage } from '../lib/chat/types.js';
import type { ConfigLine, ConfigReport } from '../lib/diagnosis/ConfigReport.js';
import type { KickError } from '../lib/kick/errors.js';
import type { SyncReport } from '../lib/settings/SyncReport.js';
import type { Chatter } from '../lib/storage/chatters/ChatterRepository.js';
import { plainText } from './plainText.js';

/**
 * Maximum length of a bot's message in Discord.
 *
 * @see https://discord.com/developers/docs/resources/message#create-message
 */
export const MaxReplyLength = 2000;

const Icons = { ok: '✅', warning: '⚠️', failed: '❌' } as const;

export function failed(error: KickError): string {
	return plainText(error.hint, 1500);
}

export function somethingWentWrong(): string {
	return "Something went wrong. Try again later. The bot's owner can find the details in the log.";
}

export function denied(reason: string): string {
	return plainText(reason, 1000);
}

export function unknownSubcommand(): string {
	return (
		'This subcommand no longer exists. Discord may still show an old version of the command. ' +
		'Reload Discord and try again.'
	);
}

export interface UsageLine {
	/** Command to type, for example `!kick say <text>`. */
	usage: string;
	description: string;
}

export function usage(lines: readonly UsageLine[]): string {
	return fitLines([
		'How to use it:',
		...lines.map(({ usage, description }) => `\`${usage.replaceAll('`', '')}\`: ${description}`)
	]);
}

export function channelSet(report: SyncReport): string {
	return fitLines([`The Kick channel of this server is now ${plainText(report.channel)}.`, ...stepsOf(report)]);
}

export function synced(report: SyncReport): string {
	const isComplete = report.steps.every((step) => step.outcome !== 'failed');
	const channel = plainText(report.channel);
	return fitLines([isComplete ? `Synced ${channel}.` : `Could not sync all of ${channel}.`, ...stepsOf(report)]);
}

export function linkInvitation(account: 'streamer' | 'bot', expiresAt: Date): string {
	const whose = account === 'bot' ? 'the bot account that writes in Kick chat' : 'the streamer of the Kick channel';
	const deadline = time(expiresAt, TimestampStyles.RelativeTime);
	return `Open the link and log in to Kick as ${whose}. It works once, in one browser, and expires ${deadline}.`;
}

export function linkOutcome(outcome: { ok: boolean; text: string }): string {
	return `${outcome.ok ? Icons.ok : Icons.failed} ${plainText(outcome.text, 1500)}`;
}

export function linkSentByDirectMessage(): string {
	return 'I sent you the link by direct message.';
}

export function directMessagesClosed(slashCommand: string): string {
	return `I could not send you a direct message. Use \`/${slashCommand} link\` instead: only you see its answer.`;
}

/** @param what `link` or `unlink` */
export function botAccountIsForOwner(what: string): string {
	return `Only the owner of this bot's Discord application, or a member of its team, can ${what} the bot account.`;
}

export function botUnlinked(result: UnlinkReport): string {
	const username = plainText(result.username);
	if (result.stillUsedElsewhere) {
		return `${username} is no longer the bot account. A Discord server still uses it, so its access is not revoked.`;
	}
	// It may have become the bot account again at the same moment, which would contradict the first sentence.
	return `${username} is no longer the bot account. ${describeAccess({ ...result, stillBotAccount: false })}`;
}

export function unlinked(result: UnlinkReport): string {
	const isKept = result.stillUsedElsewhere || result.stillBotAccount;
	return `Unlinked ${plainText(result.username)}${isKept ? ' from this server' : ''}. ${describeAccess(result)}`;
}

export function sent(message: SentMessage): string {
	return describeSent(message, plainText);
}

export function chatters(list: readonly Chatter[]): string {
	if (list.length === 0) return 'No one has chatted on Kick recently.';
	return fitLines([
		'Who chatted on Kick recently:',
		...list.map((chatter) => {
			const messages = chatter.messages === 1 ? '1 message' : `${chatter.messages} messages`;
			const lastSeen = time(chatter.lastSeenAt, TimestampStyles.RelativeTime);
			return `• ${plainText(chatter.username, 50)}: ${messages}, ${lastSeen}`;
		})
	]);
}

/** Lines of the check first, then an empty line and the details. */
export function configReport(report: ConfigReport, discordFindings: readonly ConfigLine[]): string {
	const details = [...report.details, ...discordFindings];
	return fitLines([
		...report.lines.map((line) => withIcon(line, 320)),
		'',
		...details.map((line) => withIcon(line, 500))
	]);
}

function stepsOf(report: SyncReport): string[] {
	return report.steps.map((step) => withIcon(step, 400));
}

function withIcon(line: ConfigLine, limit: number): string {
	return `${Icons[line.outcome]} ${plainText(line.text, limit)}`;
}

/** Joins as many whole lines as fit into a Discord message, and says how many are left out. */
export function fitLines(lines: readonly string[]): string {
	const all = lines.join('\n').trimEnd();
	if (all.length <= MaxReplyLength) return all;

	const room = MaxReplyLength - '\n… and 1000 more'.length;
	const kept: string[] = [];
	let length = 0;
	for (const line of lines) {
		length += line.length + 1;
		if (length > room) break;
		kept.push(line);
	}
	return [...kept, `… and ${lines.length - kept.length} more`].join('\n');
}
