import { AllowedMentionsTypes, type APIAllowedMentions, type APIMessage, type APIUser } from 'discord-api-types/v10';

/** Targets that a message pings. */
export interface Mentions {
	/** `@everyone` or `@here`. */
	everyone: boolean;
	/** Ids of users. */
	users: readonly string[];
	/** Ids of roles. */
	roles: readonly string[];
}

/**
 * Returns who a text pings under the given `allowed_mentions`. The permission to ping everyone is ignored on purpose:
 * a bot that relies on not having it pings as soon as the permission is given.
 *
 * @see https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function mentionsIn(
	content: string,
	allowed: APIAllowedMentions | undefined,
	repliedTo: string | null
): Mentions {
	const users = idsIn(content, /<@!?(\d+)>/g);
	const roles = idsIn(content, /<@&(\d+)>/g);
	const isParsed = (type: AllowedMentionsTypes): boolean => allowed?.parse?.includes(type) ?? false;
	const isReplyPinged = repliedTo !== null && (allowed === undefined || allowed.replied_user === true);
	const replied = isReplyPinged ? [repliedTo] : [];

	if (allowed === undefined) {
		return { everyone: EveryonePattern.test(content), users: [...new Set([...users, ...replied])], roles };
	}

	const allowedUsers = isParsed(AllowedMentionsTypes.User) ? users : users.filter((id) => allowed.users?.includes(id));
	return {
		everyone: isParsed(AllowedMentionsTypes.Everyone) && EveryonePattern.test(content),
		users: [...new Set([...allowedUsers, ...replied])],
		roles: isParsed(AllowedMentionsTypes.Role) ? roles : roles.filter((id) => allowed.roles?.includes(id))
	};
}

/** Returns the message with the fields that say who it pings. */
export function withMentions(
	users: ReadonlyMap<string, { toPayload(): APIUser }>,
	message: APIMessage,
	allowed: APIAllowedMentions | undefined
): APIMessage {
	const mentions = mentionsIn(message.content, allowed, message.referenced_message?.author.id ?? null);
	return {
		...message,
		mentions: mentions.users.flatMap((id) => users.get(id)?.toPayload() ?? []),
		mention_roles: [...mentions.roles],
		mention_everyone: mentions.everyone
	};
}

const EveryonePattern = /@(everyone|here)/;

function idsIn(content: string, pattern: RegExp): string[] {
	return [...new Set([...content.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id])))];
}
