import { AllowedMentionsTypes, type APIAllowedMentions } from 'discord-api-types/v10';

/** Who a message pings. */
export interface Mentions {
	/** `@everyone` or `@here`. */
	everyone: boolean;
	/** Ids of users. */
	users: readonly string[];
	/** Ids of roles. */
	roles: readonly string[];
}

/**
 * Who a text pings under the given `allowed_mentions`. Whether the sender has the permission to ping everyone is left out on purpose:
 * a bot that relies on not having it pings as soon as somebody gives it.
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

const EveryonePattern = /@(everyone|here)/;

function idsIn(content: string, pattern: RegExp): string[] {
	return [...new Set([...content.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id])))];
}
