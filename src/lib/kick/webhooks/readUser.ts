import type { KickBadge, KickUser } from '../events/index.js';
import { textOrNull } from '../wire.js';
import { isId, isJsonObject, isMissing, isOptionalFlag, isOptionalText } from './jsonFields.js';
import { ColorPattern, toBadge, toUser, type WireBadge, type WireIdentity } from './userSchema.js';

/**
 * Reads a user in Kick's documented form, without the schema.
 *
 * @param json Parsed JSON.
 * @returns `null` for any other form, for example an anonymous user or an id as text. The schema handles those.
 */
export function readUser(json: unknown): KickUser | null {
	if (!isJsonObject(json)) return null;
	const { is_anonymous, user_id, username, is_verified, profile_picture, channel_slug } = json;
	if (!isId(user_id) || !isOptionalFlag(is_anonymous) || !isOptionalFlag(is_verified)) return null;
	if (!isOptionalText(username) || !isOptionalText(profile_picture) || !isOptionalText(channel_slug)) return null;
	const identity = readIdentity(json.identity);
	if (!identity) return null;
	return toUser({
		is_anonymous: is_anonymous ?? false,
		user_id,
		username: textOrNull(username),
		is_verified: is_verified ?? false,
		profile_picture: textOrNull(profile_picture),
		channel_slug: textOrNull(channel_slug),
		identity
	});
}

/** A missing identity equals one without a color and badges. */
function readIdentity(json: unknown): WireIdentity | null {
	if (isMissing(json)) return { username_color: null, badges: [] };
	if (!isJsonObject(json) || !isOptionalColor(json.username_color)) return null;
	const badges = readBadges(json.badges);
	return badges && { username_color: json.username_color ?? null, badges };
}

function readBadges(json: unknown): KickBadge[] | null {
	if (isMissing(json)) return [];
	if (!Array.isArray(json)) return null;
	const badges: KickBadge[] = [];
	for (const badge of json) {
		if (!isBadge(badge)) return null;
		badges.push(toBadge(badge));
	}
	return badges;
}

function isBadge(json: unknown): json is WireBadge {
	return isJsonObject(json) && typeof json.type === 'string' && typeof json.text === 'string' && isCount(json.count);
}

/** Whether a value is a count. `JSON.parse` reads `1e999` as infinity, which the schema rejects. */
function isCount(json: unknown): json is number | undefined {
	return json === undefined || Number.isFinite(json);
}

function isOptionalColor(json: unknown): json is string | null | undefined {
	return isMissing(json) || (typeof json === 'string' && ColorPattern.test(json));
}
